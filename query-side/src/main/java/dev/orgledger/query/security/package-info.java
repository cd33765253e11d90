/** What an organization asks of whoever comes in, and who would not comply: reads, answered from memory. */
@NullMarked
package dev.orgledger.query.security;

import org.jspecify.annotations.NullMarked;
