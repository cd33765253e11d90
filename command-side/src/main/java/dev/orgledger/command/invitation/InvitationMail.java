package dev.orgledger.command.invitation;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

import dev.orgledger.command.invitation.Invitations.Invitation;
import dev.orgledger.command.platform.mail.Mail;

/** Writes the mail that carries an invitation's token: the only place where the token appears. */
@Component
class InvitationMail {

    private final InvitationTokens tokens;
    private final Environment environment;

    InvitationMail(InvitationTokens tokens, Environment environment) {
        this.tokens = tokens;
        this.environment = environment;
    }

    Mail write(Invitation invitation, String address, String organization) {
        String greeting = greeting(invitation.firstName());
        String link = consoleUrl() + "/invitation?token="
                + tokens.of(invitation.invitationId(), invitation.sending()).reveal();
        String id = invitation.invitationId() + "." + invitation.sending();
        return new Mail(id, invitation.lastSentAt(), address, "Invitation to " + organization,
                text(greeting, organization, link), html(greeting, organization, link));
    }

    private static String greeting(@Nullable String firstName) {
        return firstName == null ? "Hello," : "Hello " + firstName + ",";
    }

    private static String text(String greeting, String organization, String link) {
        return """
                %s

                you are invited to join the organization "%s".

                Open this link to accept or decline:
                %s

                If you did not expect this invitation, you can ignore this mail.
                """.formatted(greeting, organization, link);
    }

    private static String html(String greeting, String organization, String link) {
        return """
                <!DOCTYPE html>
                <html><body>
                <p>%s</p>
                <p>you are invited to join the organization <strong>%s</strong>.</p>
                <p><a href="%s">Accept or decline the invitation</a></p>
                <p>If you did not expect this invitation, you can ignore this mail.</p>
                </body></html>
                """.formatted(HtmlUtils.htmlEscape(greeting), HtmlUtils.htmlEscape(organization),
                HtmlUtils.htmlEscape(link));
    }

    /** Asked for at each mail, because the port is only known once the server runs. */
    private String consoleUrl() {
        String url = environment.getProperty("orgledger.console-url", "");
        if (url.isBlank()) {
            String port = environment.getProperty("local.server.port",
                    environment.getProperty("server.port", "8080"));
            return "http://localhost:" + port;
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
