package dev.orgledger.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.orgledger.edge.Admits;
import dev.orgledger.edge.Admits.Who;
import dev.orgledger.edge.Requires;
import dev.orgledger.shared.role.Permission;
import dev.orgledger.shared.role.Role;
import dev.orgledger.shared.role.RoleCatalog;
import dev.orgledger.standalone.Api.Answer;
import dev.orgledger.standalone.EndPoints.EndPoint;
import dev.orgledger.standalone.World.Person;

/** What an end point declares is what it does. */
class DeclaredEndPointsHttpTest {

    private final World world = World.shared();

    static Stream<EndPoint> withPermission() {
        return EndPoints.all().stream().filter(endPoint -> !permissions(endPoint).isEmpty());
    }

    static Stream<EndPoint> all() {
        return EndPoints.all().stream();
    }

    @Test
    void thereAreSome() {
        assertThat(withPermission()).hasSizeGreaterThan(12);
    }

    @ParameterizedTest
    @MethodSource("withPermission")
    void givenEveryRoleWhenCallingThenDeniedExactlyWithoutThePermission(EndPoint endPoint) {
        String org = world.organization(world.person());
        Map<Role, Person> members = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            members.put(role, world.member(org, role.word()));
        }
        // Those who may come last: what they do can be the end of it.
        for (Role role : Stream.of(Role.values()).sorted(Comparator.comparing(role -> may(role, endPoint))).toList()) {
            Answer answer = call(members.get(role).api(), endPoint, org);
            boolean may = may(role, endPoint);
            assertThat(denied(answer)).as(endPoint + " as " + role.word() + ": " + answer.response().body())
                    .isEqualTo(!may);
            if (!may) {
                assertThat(permissions(endPoint)).extracting(Permission::key)
                        .contains(answer.text("/details/permission"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void givenThePlatformKeyWhenCallingThenDeniedUnlessAdmitted(EndPoint endPoint) {
        boolean alone = endPoint.requires() != null && endPoint.requires().onlyIfNamed();
        Answer answer = call(world.platform, endPoint, alone ? null : world.organization(world.person()));

        assertThat(denied(answer)).as(answer.response().body())
                .isEqualTo(!endPoint.admitsAny(Who.PLATFORM, Who.SIGNED_IN, Who.ANYONE));
    }

    @ParameterizedTest
    @MethodSource("all")
    void givenNoCredentialWhenCallingThenMissingUnlessAdmitted(EndPoint endPoint) {
        assertThat(call(world.api, endPoint, null).status() == 401).isEqualTo(!endPoint.admitsAny(Who.ANYONE));
    }

    private static List<Permission> permissions(EndPoint endPoint) {
        Requires requires = endPoint.requires();
        Admits admits = endPoint.admits();
        return Stream.concat(Stream.ofNullable(requires).map(Requires::value),
                Stream.ofNullable(admits).flatMap(one -> Arrays.stream(one.permissions()))).toList();
    }

    private static boolean may(Role role, EndPoint endPoint) {
        return permissions(endPoint).stream().anyMatch(permission -> RoleCatalog.standard().allows(role, permission));
    }

    private static boolean denied(Answer answer) {
        return answer.status() == 403 && answer.text("/code").equals("permission_denied");
    }

    private Answer call(Api api, EndPoint endPoint, @Nullable String org) {
        // Members are provisioned by the platform alone, and invited by all others.
        Map<String, Object> body = new HashMap<>(Map.of("email", world.address(), "direct", api == world.platform));
        if (org != null) {
            body.put("orgId", org);
        }
        return switch (endPoint.verb()) {
            case "GET" -> org == null ? api.get(endPoint.path()) : api.get(endPoint.path(), "orgId", org);
            case "DELETE" -> org == null
                    ? api.delete(endPoint.path())
                    : api.delete(endPoint.path(), "orgId", org, "email", String.valueOf(body.get("email")));
            case "PUT" -> api.put(endPoint.path(), body);
            default -> api.post(endPoint.path(), body);
        };
    }
}
