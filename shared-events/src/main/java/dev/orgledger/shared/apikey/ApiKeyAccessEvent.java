package dev.orgledger.shared.apikey;

import dev.orgledger.shared.envelope.DomainEvent;
import dev.orgledger.shared.envelope.WireType;

/**
 * Which keys of its members an organization lets in: facts of the organization, with a version of it, and not of the key,
 * which goes on working elsewhere.
 */
public sealed interface ApiKeyAccessEvent extends DomainEvent.OfOrganization {

    /** The key. */
    String keyId();

    /** Its owner. */
    String userId();

    /** The organization lets that key in no more, whatever becomes of its owner's membership. */
    @WireType("apikey.cut_off")
    record ApiKeyCutOff(String orgId, String keyId, String userId) implements ApiKeyAccessEvent {}

    /** The organization lets that key in again, as far as its owner's role and its limits reach. */
    @WireType("apikey.restored")
    record ApiKeyRestored(String orgId, String keyId, String userId) implements ApiKeyAccessEvent {}
}
