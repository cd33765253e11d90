/**
 * What happens to API keys.
 *
 * <p>
 * Plain Java: depends on the JDK and Jackson only.
 */
@NullMarked
package dev.orgledger.shared.apikey;

import org.jspecify.annotations.NullMarked;
