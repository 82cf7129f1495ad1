//! What only a person can judge. The list is fixed: a report says of each that it was not checked.

/// One question to a person who knows the book.
#[derive(Debug)]
pub(super) struct Question {
    /// Stable, for programs.
    pub id: &'static str,
    pub asks: &'static str,
    /// With the level of conformance, where it has one.
    pub clause: &'static str,
}

pub(super) const QUESTIONS: &[Question] = &[
    question(
        "alternatives-true",
        "Does every alternative text give a listener what the image gives to those who see it, and no more words \
         than that takes?",
        "WCAG 2.2, 1.1.1 (A)",
    ),
    question(
        "decoration-true",
        "Are the images that are marked as decoration without any meaning for the text?",
        "WCAG 2.2, 1.1.1 (A)",
    ),
    question(
        "charts-explained",
        "Is what a chart, a map or a diagram shows also told in the text or in a table, where an alternative text \
         is too short for it?",
        "WCAG 2.2, 1.1.1 (A)",
    ),
    question(
        "formulas-heard",
        "Can each formula be understood when it is read aloud, with the words around it?",
        "WCAG 2.2, 1.1.1 (A)",
    ),
    question(
        "structure-marked",
        "Is everything that looks like a heading, a list, a quotation or a table marked as one, and nothing that is \
         none?",
        "WCAG 2.2, 1.3.1 (A)",
    ),
    question(
        "table-heads-true",
        "Do the heads of each table say what its cells are, and does no table serve for layout alone?",
        "WCAG 2.2, 1.3.1 (A)",
    ),
    question(
        "order-meaningful",
        "Does the order in which the book is read aloud make sense: its notes, boxes, figures and tables too?",
        "WCAG 2.2, 1.3.2 (A)",
    ),
    question(
        "senses",
        "Can all instructions be followed by those who see neither shape, size nor place (“the box on the right”)?",
        "WCAG 2.2, 1.3.3 (A)",
    ),
    question("colour-in-images", "Do images and charts say nothing by colour alone?", "WCAG 2.2, 1.4.1 (A)"),
    question(
        "contrast-in-images",
        "Do letters, lines and areas within images stand out clearly enough from what is beside them?",
        "WCAG 2.2, 1.4.3, 1.4.11 (AA)",
    ),
    question(
        "images-of-text",
        "Is text written as text, and not shown as an image, unless it has to look as it does?",
        "WCAG 2.2, 1.4.5 (AA)",
    ),
    question(
        "links-clear",
        "Do the words of each link, with the sentence around them, say where it leads?",
        "WCAG 2.2, 2.4.4 (A)",
    ),
    question("headings-describe", "Does each heading say what stands below it?", "WCAG 2.2, 2.4.6 (AA)"),
    question("language-true", "Is the stated language that of the book?", "WCAG 2.2, 3.1.1 (A)"),
    question(
        "languages-marked",
        "Is the language marked wherever it changes, in single phrases too?",
        "WCAG 2.2, 3.1.2 (AA)",
    ),
    question(
        "metadata-true",
        "Are the accessibility metadata of the EPUB and their summary true of this book?",
        "EPUB Accessibility 1.1, 2.2",
    ),
    question(
        "pages-true",
        "Are the page numbers of the EPUB those of the printed edition that readers will cite?",
        "EPUB Accessibility 1.1, 3.3.1",
    ),
];

const fn question(id: &'static str, asks: &'static str, clause: &'static str) -> Question {
    Question { id, asks, clause }
}
