import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileReport;

/** Prints what keeps an ontology out of OWL 2 DL, a line each; the exit code is 0 where nothing does. */
public final class OwlProfile {
    public static void main(String[] arguments) throws Exception {
        var ontology = OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(arguments[0]));
        OWLProfileReport report = new OWL2DLProfile().checkOntology(ontology);
        report.getViolations().forEach(System.out::println);
        System.out.println(ontology.getLogicalAxiomCount() + " logical axioms");
        System.exit(report.isInProfile() ? 0 : 1);
    }
}
