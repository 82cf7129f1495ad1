use super::*;

fn lines(text: &str) -> Vec<Line<'_>> {
    let start = |line: &str| line.as_ptr() as usize - text.as_ptr() as usize;
    text.split('\n').map(|line| Line { text: line, start: start(line) }).collect()
}

/// What begins at the first line, a part after the other: rows by ` / `, cells by ` | `, lines by `~`.
fn shown(text: &str) -> String {
    let found = match find(&lines(text)) {
        None => return "nothing".into(),
        Some(Found::Unclear { lines, why }) => return format!("{lines} lines; {}: {}", why.line, why.reason),
        Some(Found::Table { lines, table }) => (lines, table),
    };
    let (lines, table) = found;
    let alignment = |column: &Option<Alignment>| match column {
        None => '-',
        Some(Alignment::Start) => '<',
        Some(Alignment::Centre) => '=',
        Some(Alignment::End) => '>',
    };
    let columns: String = table.columns.iter().map(alignment).collect();
    let cell = |cell: &DrawnCell<'_>| {
        let places = cell.lines.iter().all(|line| text[line.start..].starts_with(line.text));
        assert!(places, "{:?} stand elsewhere", cell.lines);
        let lines: Vec<_> = cell.lines.iter().map(|line| line.text).collect();
        let span = match (cell.colspan, cell.rowspan) {
            (1, 1) => String::new(),
            (columns, rows) => format!("[{columns}x{rows}]"),
        };
        span + &lines.join("~")
    };
    let row = |row: &DrawnRow<'_>| row.iter().map(cell).collect::<Vec<_>>().join(" | ");
    let part = |name: &str, rows: &[DrawnRow<'_>]| match rows {
        [] => String::new(),
        rows => format!("; {name} {}", rows.iter().map(row).collect::<Vec<_>>().join(" / ")),
    };
    let parts = part("head", &table.head) + &part("body", &table.body) + &part("foot", &table.foot);
    format!("{lines} lines; {columns}{parts}")
}

fn assert_all(cases: &[(&str, &str)]) {
    let mut faults = Vec::new();
    for (text, expected) in cases {
        let text = text.strip_prefix('\n').unwrap_or(text);
        let found = shown(text);
        if found != *expected {
            faults.push(format!("{text}\n{found}, not\n{expected}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn grids_are_read_by_their_borders() {
    assert_all(&[
        (
            "
+-------+-------------+
| Fruit | Good for    |
+=======+=============+
| Pear  | - pies      |
|       | - perry     |
+-------+-------------+
| Plum  | jam         |
+-------+-------------+

After.",
            "8 lines; --; head Fruit | Good for; body Pear | - pies~- perry / Plum | jam",
        ),
        (
            "
+------:+:-----+:----:+
| 1     | left | mid  |
+-------+------+------+
| 12    |      | x    |
+-------+------+------+",
            "5 lines; ><=; body 1 | left | mid / 12 |  | x",
        ),
        (
            "
+-------+-------+
| Item  | Pence |
+:======+======:+
| Salt  | 2     |
+-------+-------+
| Bread | 3     |
+=======+=======+
| All   | 5     |
+=======+=======+",
            "9 lines; <>; head Item | Pence; body Salt | 2 / Bread | 3; foot All | 5",
        ),
        (
            "
+---------------------+----------+
| Property            | Earth    |
+=============+=======+==========+
|             | min   | -89.2 °C |
| Temperature +-------+----------+
| 1961-1990   | mean  | 14 °C    |
|             +-------+----------+
|             | max   | 56.7 °C  |
+-------------+-------+----------+",
            "9 lines; ---; head [2x1]Property | Earth; body [1x3]Temperature~1961-1990 | min | -89.2 °C / \
             mean | 14 °C / max | 56.7 °C",
        ),
        (
            "
+---+-------+
| a | +---+ |
|   | | b | |
|   | +---+ |
+---+-------+",
            "5 lines; --; body a | +---+~| b |~+---+",
        ),
        (
            "
+--------+------+
| 果物   | 価格 |
+========+======+
| りんご | 二   |
+--------+------+",
            "5 lines; --; head 果物 | 価格; body りんご | 二",
        ),
        (
            "
+-----+---+
| 果物  | a |
+-----+---+",
            "3 lines; --; body 果物 | a",
        ),
        ("  +---+\n  | a |\n  +---+", "3 lines; -; body a"),
        ("+---+\n|  a b\n+---+", "3 lines; 1: its right border does not stand below the one above it"),
        ("+---+\n| a |", "2 lines; 1: no border ends the table there"),
        ("+---+\n| a |\n+   +", "3 lines; 2: no border ends the table there"),
        (
            "+---+---+\n| a | b |\n+---+   |\n| c   d |\n+---+---+",
            "5 lines; 0: a border has a gap, or a cell is no rectangle",
        ),
        ("+---+\n\n| a |", "nothing"),
        ("+---", "nothing"),
        ("+ one\n+ two", "nothing"),
    ]);
}

#[test]
fn simple_tables_are_read_by_their_dashes() {
    assert_all(&[
        (
            "
  Right     Left     Centre     As said
-------     ------ ----------   -------
     12     12        12            12
    123     123       123          123
      1     1          1             1

After.",
            "5 lines; ><=-; head Right | Left | Centre | As said; body 12 | 12 | 12 | 12 / 123 | 123 | 123 | 123 / \
             1 | 1 | 1 | 1",
        ),
        (
            "
-------     ------ ----------   -------
     12     12        12             12
    123     123       123           123
-------     ------ ----------   -------
",
            "4 lines; ><=>; body 12 | 12 | 12 | 12 / 123 | 123 | 123 | 123",
        ),
        ("Name   Age\n----   ---\nAnn    3\n----------\nText", "4 lines; --; head Name | Age; body Ann | 3"),
        ("a   b\n--- ---\n1   2", "3 lines; <<; head a | b; body 1 | 2"),
        ("名前   年\n----   --\n安     三", "3 lines; --; head 名前 | 年; body 安 | 三"),
        ("Name Age\n---- ---\nAnnabella 3", "3 lines; 2: its text lies across two columns"),
        ("Name    Age\n  ----- ---\nAnn     3", "3 lines; 0: its text begins before the first column"),
        ("Name   Age\n-----  ---\n\nAnn    3", "2 lines; 1: no row follows its head"),
        ("----- ---\nAnn   3\n\nText", "2 lines; 0: no row of dashes ends it"),
        // Headings, breaks and lists.
        ("Heading\n-------\nText", "nothing"),
        ("Foo\n--- -\n", "nothing"),
        ("Words\n- - -\nmore words", "nothing"),
        ("Words of a line\n--- ---\nmore words of it", "nothing"),
        ("--- --- ---\nWords", "nothing"),
        ("- - -", "nothing"),
        ("---\nWords\n---", "nothing"),
        ("- one\n- two", "nothing"),
        ("", "nothing"),
    ]);
}

#[test]
fn multiline_tables_have_rows_of_several_lines() {
    assert_all(&[
        (
            "
-------------------------------------------------------------
 Centred   No             Right Left
   head    side            side side
---------- ------- ------------ -----------------------------
   First   row             12.0 A row that has
                                several lines.

  Second   row              5.0 Another. A blank line is
                                between them.
-------------------------------------------------------------
",
            "10 lines; =<><; head Centred~head | No~side | Right~side | Left~side; body First | row | 12.0 | A row \
             that has~several lines. / Second | row | 5.0 | Another. A blank line is~between them.",
        ),
        (
            "
----------- ------- ---------
   First    row     12.0
                    pence

  Second    row     5.0
----------- ------- ---------
",
            "6 lines; =<<; body First | row | 12.0~pence / Second | row | 5.0",
        ),
        (
            "
-----------------
 Town    Remark
------- ---------
 North   Rain on
         most days

-----------------",
            "7 lines; ==; head Town | Remark; body North | Rain on~most days",
        ),
        ("------ ------\none    row\n\n------ ------", "4 lines; <<; body one | row"),
        (
            "------------\nTown  Remark\n----- ------\nNorthern rain\n\n------------",
            "6 lines; 3: its text lies across two columns",
        ),
        (
            "------------\nTown  Remark\n----- ------\nNorth rain\n\nText.",
            "4 lines; 0: no row of dashes ends it",
        ),
        // A break before a table.
        ("---\nTown  Remark\n----- ------\nNorth rain\n\nText.", "nothing"),
    ]);
}

#[test]
fn hostile_drawings_take_linear_time() {
    let wide = format!("+{}\n", "-+".repeat(20_000));
    let nested = "+-".repeat(2_000) + "+\n" + &("|+".repeat(2_000) + "|\n").repeat(500);
    let open = "-- --\na  b\n\n".repeat(10_000);
    let breaks = "---\na  b\n-- --\nc  d\n\n".repeat(10_000);
    for text in [wide.repeat(10), nested, open, breaks] {
        let all = lines(&text);
        let mut at = 0;
        while at < all.len() {
            at += match find(&all[at..]) {
                Some(Found::Table { lines, .. } | Found::Unclear { lines, .. }) => lines,
                None => 1,
            };
        }
    }
}
