/** Asks a captcha provider whether a person stands behind a request. */
@NullMarked
package dev.orgledger.command.platform.captcha;

import org.jspecify.annotations.NullMarked;
