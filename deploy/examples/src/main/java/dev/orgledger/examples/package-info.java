/**
 * Services that live beside Orgledger, to copy from. {@link dev.orgledger.examples.AccessFollower} decides who may do what by
 * {@code org.state.v1}; {@link dev.orgledger.examples.CleanUpService} follows {@code org.events.v1} and removes what belongs to
 * organizations and people that are gone; {@link dev.orgledger.examples.CheckClient} asks over HTTP; {@link dev.orgledger.examples.WebhookReceiver}
 * receives the deliveries of a webhook.
 *
 * <p>
 * They know the JDK, {@code shared-events}, Kafka's plain client and the library of the Standard Webhooks specification, and nothing of Orgledger's two sides.
 */
@NullMarked
package dev.orgledger.examples;

import org.jspecify.annotations.NullMarked;
