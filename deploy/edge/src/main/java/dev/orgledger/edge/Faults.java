package dev.orgledger.edge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;

import dev.orgledger.shared.refusal.ErrorCode;
import dev.orgledger.shared.refusal.Refusal;

/** What any exception means to the client. One that nobody foresaw is our own fault, and is logged. */
final class Faults {

    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int FRAMES = 40;

    private final List<FaultTranslator> translators;

    Faults(List<FaultTranslator> translators) {
        this.translators = List.copyOf(translators);
    }

    Refusal refusalFor(Throwable thrown) {
        for (Throwable link = thrown; link != null; link = link.getCause()) {
            Optional<Refusal> known = meaningOf(link);
            if (known.isPresent()) {
                return known.get();
            }
        }
        LOG.error("Unexpected failure: {}", withoutMessages(thrown));
        return Refusal.of(ErrorCode.INTERNAL_ERROR);
    }

    private Optional<Refusal> meaningOf(Throwable link) {
        return switch (link) {
            case Refusal refusal -> Optional.of(refusal);
            case ErrorResponse response -> Optional.of(ErrorJson.ofStatus(response.getStatusCode().value()));
            case HttpMessageNotReadableException unreadable -> Optional.of(Refusal.of(ErrorCode.INVALID_BODY));
            case TypeMismatchException mismatch -> Optional.of(Refusal.of(ErrorCode.INVALID_PARAMETER));
            case InvalidParameterException undecodable -> Optional.of(ErrorJson.malformed());
            case RequestRejectedException rejected -> Optional.of(ErrorJson.malformed());
            case AuthenticationServiceException down -> Optional.of(identityProviderDown());
            case JwtDecoderInitializationException down -> Optional.of(identityProviderDown());
            default -> translators.stream().flatMap(translator -> translator.translate(link).stream()).findFirst();
        };
    }

    private static Refusal identityProviderDown() {
        return Refusal.of(ErrorCode.STORE_UNAVAILABLE).saying("The identity provider cannot be reached")
                .retryAfter(SOON);
    }

    /** Messages of exceptions quote values, such as the address that was not unique: types and places must do. */
    private static String withoutMessages(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable link = thrown; link != null; link = link.getCause()) {
            text.append(link == thrown ? "" : "\nCaused by ").append(link.getClass().getName());
            StackTraceElement[] frames = link.getStackTrace();
            for (int i = 0; i < Math.min(frames.length, FRAMES); i++) {
                text.append("\n\tat ").append(frames[i]);
            }
        }
        return text.toString();
    }
}
