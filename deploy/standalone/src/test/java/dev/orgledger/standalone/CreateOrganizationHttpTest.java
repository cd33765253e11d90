package dev.orgledger.standalone;

import static java.util.Collections.singletonMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.World.Person;

/** Contract section 3, an organization that is made and the rules for its fields, over HTTP against everything real. */
class CreateOrganizationHttpTest {

    private final World world = World.shared();
    private final Person owner = world.person();

    @Test
    void givenAUserWhenCreatingThenItIsReadBackWithEveryField() {
        Instant before = Instant.now().minusSeconds(1);

        Answer created = owner.api()
                .post("/organization/", Map.of("name", "My Company", "website", "example.com", "logo",
                        "https://example.com/logo.png", "unknown", 1))
                .expect(200);
        JsonNode organization = owner.api().get("/organization/", "orgId", created.text("/id")).expect(200).data();

        assertThat(created.text("/status")).isEqualTo("Organization created");
        assertThat(created.text("/id")).startsWith("org_");
        assertThat(organization.propertyNames()).containsExactlyInAnyOrder("id", "created_by", "created_at",
                "updated_at", "logo", "name", "management_email", "customer_id", "website");
        assertThat(organization.get("id").asString()).isEqualTo(created.text("/id"));
        assertThat(organization.get("created_by").asString()).isEqualTo(owner.id());
        assertThat(organization.get("name").asString()).isEqualTo("My Company");
        assertThat(organization.get("management_email").asString()).isEqualTo(owner.email());
        assertThat(organization.get("website").asString()).startsWith("https://example.com");
        assertThat(organization.get("logo").asString()).isEqualTo("https://example.com/logo.png");
        assertThat(organization.get("customer_id").isNull()).isTrue();
        assertThat(organization.get("created_at").asString()).endsWith("Z");
        assertThat(Instant.parse(organization.get("created_at").asString())).isBetween(before,
                Instant.now().plusSeconds(1));
    }

    @Test
    void givenNoNameWhenCreatingThenNameIsRequired() {
        Answer refused = owner.api().post("/organization", Map.of()).expect(400, "name_required");
        assertThat(refused.text("/error")).isEqualTo("Name is required");
        owner.api().post("/organization", singletonMap("name", null)).expect(400, "name_required");
        owner.api().post("/organization", Map.of("name", " <b></b> ")).expect(400, "name_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "a<i></i>b", "bell\u0007bell", "line\nbreak"})
    void givenANameThatIsTooShortOrHasControlCharactersWhenCreatingThenInvalidName(String name) {
        owner.api().post("/organization", Map.of("name", name)).expect(400, "invalid_name");
    }

    @Test
    void givenALongNameWhenCreatingThen128CharactersAreTheLimit() {
        owner.api().post("/organization", Map.of("name", "x".repeat(128))).expect(200);
        owner.api().post("/organization", Map.of("name", "x".repeat(129))).expect(400, "invalid_name");
    }

    @Test
    void givenHtmlInANameWhenCreatingThenTagsAreRemoved() {
        String id = owner.api().post("/organization", Map.of("name", "  <b>R&D</b> <script>Team ")).expect(200)
                .text("/id");
        String name = owner.api().get("/organization", "orgId", id).text("/data/name");
        assertThat(name).startsWith("R&D").doesNotContain("<");
    }

    @ParameterizedTest
    @CsvSource({"logo,javascript:alert(1),invalid_logo", "logo,http://example.com/a.png,invalid_logo",
            "website,https://user:pw@example.com,invalid_website", "website,ftp://example.com,invalid_website",
            "management_email,nobody,invalid_email", "management_email,a@b@c.de,invalid_email"})
    void givenABadFieldWhenCreatingThenItsCode(String field, String value, String code) {
        owner.api().post("/organization", Map.of("name", "Good name", field, value)).expect(400, code);
    }

    @Test
    void givenAnAddressOfTenThousandCharactersWhenCreatingThenInvalidEmail() {
        owner.api().post("/organization", Map.of("name", "Long", "management_email", "a".repeat(10_000) + "@b.de"))
                .expect(400, "invalid_email");
    }
}
