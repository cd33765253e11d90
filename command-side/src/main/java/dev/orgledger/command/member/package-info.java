/** Members: commands and their answers; the rules stand beside the aggregate {@code Organization}. */
@NullMarked
package dev.orgledger.command.member;

import org.jspecify.annotations.NullMarked;
