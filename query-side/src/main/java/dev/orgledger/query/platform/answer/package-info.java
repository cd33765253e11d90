/** Answers that are given again as long as nothing that they tell of has changed. */
@NullMarked
package dev.orgledger.query.platform.answer;

import org.jspecify.annotations.NullMarked;
