/** The end of a person in this service: what ends, what is forgotten, and what is cleared up afterwards. */
@NullMarked
package dev.orgledger.command.erasure;

import org.jspecify.annotations.NullMarked;
