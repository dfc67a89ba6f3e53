package org.labledger.page;

import java.util.ArrayList;
import java.util.List;
import org.labledger.citation.CitedSource;
import org.labledger.display.DisplayNames;
import org.labledger.display.Language;
import org.labledger.display.Link;
import org.labledger.display.Messages;
import org.labledger.display.PageRequest;
import org.labledger.display.Text;
import org.labledger.link.Cited;
import org.labledger.link.Reference;
import org.labledger.source.UriSpace;

/** Pages that say how to cite an answer. */
final class CitePages {

    private final PageFrames frames;
    private final DisplayNames names;
    private final UriSpace space;

    CitePages(PageFrames frames, DisplayNames names, UriSpace space) {
        this.frames = frames;
        this.names = names;
        this.space = space;
    }

    CitePage page(Reference reference, PageRequest request) {
        Language language = request.language();
        String title = reference.title(language);
        String link = reference.url();
        List<PageFrame.Format> files =
                List.of(
                        new PageFrame.Format("BibTeX", "application/x-bibtex", link + ".bib"),
                        new PageFrame.Format(
                                "RIS", "application/x-research-info-systems", link + ".ris"),
                        new PageFrame.Format(
                                "CSL-JSON",
                                "application/vnd.citationstyles.csl+json",
                                link + ".json"),
                        new PageFrame.Format(
                                request.say("cite.plain"), "text/plain", link + ".txt"));
        PageFrame frame =
                frames.of(request, new Text(request.say("cite.title", title), language.tag()))
                        .canonical(link)
                        .notIndexed()
                        .build();
        List<String> remarks = new ArrayList<>();
        if (reference.day().isEmpty()) {
            remarks.add(request.say("cite.uncommitted"));
        }
        if (reference.rerun().isVolatile()) {
            remarks.add(request.say("cite.volatile"));
        }
        Cited cited = reference.link().cited();
        return new CitePage(
                frame,
                new Text(title, language.tag()),
                link,
                cited.kind() == Cited.Kind.SPARQL ? cited.text() : "",
                reference.extent(language),
                reference.version(),
                reference.day().map(Object::toString),
                Messages.all().languages().stream()
                        .map(other -> new Text(reference.sentence(other), other.tag()))
                        .toList(),
                files,
                cited.address(space),
                reference.isSame()
                        ? request.say("cite.same")
                        : request.say("cite.differs", reference.extent(language)),
                reference.isSame(),
                remarks,
                reference.sources().sources().stream()
                        .filter(source -> source.standing().isVoice())
                        .map(source -> source(source, language))
                        .toList());
    }

    private Link source(CitedSource source, Language language) {
        String iri = source.iri().toString();
        return new Link(
                names.of(source.iri(), language),
                space.contains(source.iri()) ? space.document(iri) : UriSpace.documentByIri(iri));
    }
}
