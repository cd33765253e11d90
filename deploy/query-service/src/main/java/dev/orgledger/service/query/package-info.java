/** The query side as a process of its own: wires and starts, holds no behaviour. */
@NullMarked
package dev.orgledger.service.query;

import org.jspecify.annotations.NullMarked;
