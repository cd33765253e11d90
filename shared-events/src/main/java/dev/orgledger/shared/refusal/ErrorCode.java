package dev.orgledger.shared.refusal;

import java.util.Locale;

/**
 * The stable codes of contract sections 1 to 9 with their HTTP status and the sentence for a person. The wire name is
 * the constant's name in lower case.
 */
public enum ErrorCode {
    MISSING_CREDENTIALS(401, "Credentials are required"),
    INVALID_API_KEY(401, "Invalid API key"),
    INVALID_TOKEN(401, "Invalid token"),
    ORG_REQUIRES_EXPIRING_KEY(401, "The organization lets in API keys with an end date only"),

    PERMISSION_DENIED(403, "Permission denied"),
    SECURITY_POLICY_NOT_MET(403, "Access Denied: Security policy not met"),
    ROLE_ABOVE_OWN(403, "A role above your own is not yours to grant, change or remove"),
    OWNER_REQUIRED(403, "Only the owner of the organization may do this"),
    INVITATION_EMAIL_MISMATCH(403, "The invitation is for another e-mail address"),

    NOT_FOUND(404, "Not found"),
    ORGANIZATION_NOT_FOUND(404, "Organization not found"),
    MEMBER_NOT_FOUND(404, "Member not found"),
    INVITATION_NOT_FOUND(404, "Invitation not found"),
    USER_NOT_FOUND(404, "User not found"),
    APIKEY_NOT_FOUND(404, "API key not found"),
    WEBHOOK_NOT_FOUND(404, "Webhook not found"),
    DELIVERY_NOT_FOUND(404, "Delivery not found"),

    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    BODY_TOO_LARGE(413, "The body is larger than 64 KiB"),
    NOT_JSON(415, "The body must be application/json"),

    INVALID_BODY(400, "The request body is not valid"),
    INVALID_PARAMETER(400, "A request parameter is not valid"),
    INVALID_PAGE(400, "page and limit must be whole numbers from 0"),
    INVALID_CURSOR(400, "The cursor is not one that this list gave out"),
    INVALID_AT(400, "The time is not an RFC 3339 time of the past"),
    INVALID_IF_MATCH(400, "If-Match must be a version in double quotes"),
    INVALID_IDEMPOTENCY_KEY(400, "Idempotency-Key must have 1 to 255 characters"),
    INVALID_MIN_POSITION(400, "x-min-position is not a position that a command gave out"),
    ORG_ID_REQUIRED(400, "orgId is required"),
    NAME_REQUIRED(400, "Name is required"),
    INVALID_NAME(400, "The name must have 3 to 128 characters and no control characters"),
    INVALID_LOGO(400, "The logo must be an https URL of at most 2,048 characters, without credentials"),
    INVALID_WEBSITE(400, "The website must be an https URL of at most 2,048 characters, without credentials"),
    INVALID_IMAGE_URL(400, "The picture must be an https URL of at most 2,048 characters, without credentials"),
    INVALID_EMAIL(400, "Invalid email format"),
    INVALID_ROLE(400, "Invalid role specified"),
    INVALID_EXPIRATION(400, "The end date must be an RFC 3339 time"),
    EXPIRATION_IN_PAST(400, "The end date has passed"),
    EXPIRATION_REQUIRED(400, "An organization that the key can reach lets in API keys with an end date only"),
    EXPIRATION_EXCEEDS_MAX(400, "An organization that the key can reach allows no API key to live that long"),
    INVALID_GRACE_SECONDS(400, "grace_seconds must be a whole number from 0 to 86400"),
    APIKEY_NAME_REQUIRED(400, "A name for the API key is required"),
    INVALID_MAX_ROLE(400, "Invalid max_role specified"),
    INVALID_LIMITED_TO_ORGS(400, "limited_to_orgs must name organizations that the owner is a member of"),
    INVALID_CHECKS(400, "1 to 100 checks, each with an orgId and a permission"),
    INVALID_PASSWORD_POLICY(400, "min_length must be 6 to 128, everything else true or false"),
    INVALID_RETENTION(400, "searchable_days must be null or a whole number from 30, legal_hold true or false"),
    INVALID_MAX_EXPIRATION_DAYS(400, "The longest life of an API key must be null or 1 to 365 days"),
    INVALID_URL(400, "The address must be an https URL of a public host name, without credentials"),
    INVALID_EVENTS(400, "events must name 1 or more event types of organizations, member.* or *"),
    INVALID_VERSIONS(400, "from_version and to_version must be versions that the organization has had, in this order"),
    CAPTCHA_REQUIRED(400, "A captcha token is required"),
    CAPTCHA_FAILED(400, "The captcha was not solved"),

    MEMBER_ALREADY_EXISTS(409, "Member already exists in organization"),
    ALREADY_INVITED(409, "This address has a live invitation already"),
    LAST_SUPER_ADMIN(409, "Cannot remove the last admin from the organization"),
    OWNER_ROLE_FIXED(409, "The owner's role cannot change before ownership is transferred"),
    WOULD_LOCK_YOURSELF_OUT(409, "You do not meet this policy yourself"),
    NOT_A_SUPER_ADMIN(409, "Ownership can only pass to a super admin"),
    USER_ALREADY_EXISTS(409, "A user with this e-mail address exists already"),
    EMAIL_IN_USE(409, "The e-mail address belongs to another user"),
    IDEMPOTENCY_KEY_REUSED(409, "This Idempotency-Key was used for another request"),
    IDEMPOTENCY_IN_PROGRESS(409, "The first request with this Idempotency-Key is still running"),
    WEBHOOK_DISABLED(409, "The webhook is disabled"),
    DELIVERY_NOT_FAILED(409, "Only a failed delivery can be tried again"),
    WEBHOOK_LIMIT(409, "An organization can have 100 webhooks at most"),
    CONCURRENT_CHANGE(409, "The organization is being changed by others; try again"),

    INVITATION_EXPIRED(410, "The invitation has expired"),
    INVITATION_GONE(410, "The invitation is no longer open"),

    VERSION_MISMATCH(412, "The organization has changed since that version"),

    INVITATION_TOO_RECENT(429, "An invitation was sent to this address too recently"),
    TOO_MANY_ATTEMPTS(429, "Too many attempts"),
    RATE_LIMITED(429, "Too many requests with this API key"),

    CAPTCHA_UNAVAILABLE(503, "The captcha provider cannot be reached"),
    READ_MODEL_BEHIND(503, "The read model has not caught up"),
    STORE_UNAVAILABLE(503, "A store cannot be reached; nothing was changed"),
    INTERNAL_ERROR(500, "Something went wrong on our side");

    private final int status;
    private final String sentence;

    ErrorCode(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    /** The wire name, such as {@code already_invited}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** The usual sentence for a person. */
    public String sentence() {
        return sentence;
    }
}
