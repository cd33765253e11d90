package dev.orgledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.orgledger.shared.envelope.EventTypes;

class AuditWordsTest {

    @ParameterizedTest
    @CsvSource({"organization.created,orgs,INSERT", "organization.updated,orgs,UPDATE",
            "organization.deleted,orgs,DELETE", "organization.ownership_transferred,orgs,UPDATE",
            "member.invited,org_users,INSERT", "member.joined,org_users,INSERT", "member.role_changed,org_users,UPDATE",
            "member.removed,org_users,DELETE", "member.left,org_users,DELETE", "role.expired,org_users,DELETE",
            "invitation.changed,org_users,UPDATE", "invitation.declined,org_users,DELETE",
            "invitation.revoked,org_users,DELETE", "invitation.resent,org_users,UPDATE",
            "invitation.expired,org_users,DELETE", "apikey.created,org_users,INSERT",
            "apikey.revoked,org_users,DELETE"})
    void givenATypeThenTheWordsOfContractSection7(String action, String table, String operation) {
        assertThat(AuditWords.tableOf(action)).isEqualTo(table);
        assertThat(AuditWords.operationOf(action)).isEqualTo(operation);
    }

    @Test
    void givenEveryTypeThenItsWordsCanBeFilteredBy() {
        EventTypes.all().forEach(type -> {
            assertThat(AuditWords.TABLES).contains(AuditWords.tableOf(type.name()));
            assertThat(AuditWords.OPERATIONS).contains(AuditWords.operationOf(type.name()));
        });
    }
}
