package dev.orgledger.command.invitation;

/**
 * One sending of an invitation, as it stands on the agenda.
 *
 * @param number from 1
 */
record Sending(String invitationId, int number) {

    String text() {
        return invitationId + ":" + number;
    }

    static Sending parse(String text) {
        int colon = text.lastIndexOf(':');
        return new Sending(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
