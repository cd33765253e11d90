/** API keys as their owners and an organization's admins see them: projection and reads. */
@NullMarked
package dev.orgledger.query.apikey;

import org.jspecify.annotations.NullMarked;
