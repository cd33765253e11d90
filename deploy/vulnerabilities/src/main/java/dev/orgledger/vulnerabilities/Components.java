package dev.orgledger.vulnerabilities;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.SortedSet;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is in some bills of materials.
 *
 * @param users by package URL the applications that the component is part of
 */
record Components(SortedMap<String, SortedSet<String>> users) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String OWN = "pkg:maven/dev.orgledger/";

    /** Reads CycloneDX JSON; this project's own modules, which no source knows, are left out. */
    static Components of(Iterable<Path> boms) throws IOException {
        SortedMap<String, SortedSet<String>> users = new TreeMap<>();
        for (Path bom : boms) {
            JsonNode json = read(bom);
            String application = json.at("/metadata/component/name").asString("");
            if (!"CycloneDX".equals(json.path("bomFormat").asString("")) || application.isEmpty()) {
                throw new IOException(bom + " is no bill of materials in CycloneDX' JSON");
            }
            for (JsonNode component : json.path("components")) {
                String purl = withoutQualifiers(component.path("purl").asString(""));
                if (purl.isEmpty()) {
                    throw new IOException(bom + " has a component without a package URL: "
                            + component.path("name").asString("?"));
                }
                if (!purl.startsWith(OWN)) {
                    users.computeIfAbsent(purl, first -> new TreeSet<>()).add(application);
                }
            }
        }
        if (users.isEmpty()) {
            // A check of nothing would say that all is well.
            throw new IOException("no component in any bill of materials");
        }
        return new Components(users);
    }

    private static JsonNode read(Path bom) throws IOException {
        try {
            return JSON.readTree(Files.readAllBytes(bom));
        } catch (JacksonException e) {
            throw new IOException(bom + " is no JSON", e);
        }
    }

    /** OSV knows versions of packages, not their files: {@code ?type=jar} says nothing to it. */
    private static String withoutQualifiers(String purl) {
        return purl.replaceFirst("[?#].*", "");
    }

    /** The applications of that component, in words. */
    String usersOf(String purl) {
        return String.join(", ", users.getOrDefault(purl, new TreeSet<>()));
    }
}
