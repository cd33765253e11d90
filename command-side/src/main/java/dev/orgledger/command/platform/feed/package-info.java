/** What happened, as everybody is told of it on Kafka: for features that follow it. */
@NullMarked
package dev.orgledger.command.platform.feed;

import org.jspecify.annotations.NullMarked;
