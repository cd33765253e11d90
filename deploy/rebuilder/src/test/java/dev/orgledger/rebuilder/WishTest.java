package dev.orgledger.rebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.orgledger.query.platform.mongo.Part;

/** What the words of the command line mean. */
class WishTest {

    private static Wish of(String... arguments) {
        return Wish.of(List.of(arguments));
    }

    @Test
    void givenPartsWhenAskedForThenTheseAndAllWhereNoneIsNamed() {
        assertThat(of("members", "audit")).isEqualTo(new Wish(EnumSet.of(Part.MEMBERS, Part.AUDIT), false));
        assertThat(of("--from=store")).isEqualTo(new Wish(EnumSet.allOf(Part.class), true));
        assertThat(of("all", "--from=kafka")).isEqualTo(of());
        assertThat(of("state").isState()).isTrue();
    }

    @Test
    void givenNoDataFolderWhenAskedForThenItIsSaidWhatIsMissing() {
        assertThatIllegalArgumentException().isThrownBy(Main::perform).withMessageContaining("data folder");
    }

    @Test
    void givenStateAndSomethingElseWhenAskedForThenRefusedAndNothingIsDropped() {
        assertThatIllegalArgumentException().isThrownBy(() -> of("state", "members"))
                .withMessageContaining("state stands alone");
        assertThatIllegalArgumentException().isThrownBy(() -> of("state", "--from=store"))
                .withMessageContaining("state stands alone");
    }

    @Test
    void givenAWordThatIsNoneWhenAskedForThenAllThatThereAreAreNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> of("everything"))
                .withMessageContaining("api-keys").withMessageContaining("all").withMessageContaining("state");
        assertThatIllegalArgumentException().isThrownBy(() -> of("--form=store"))
                .withMessageContaining("--from=kafka");
    }
}
