/**
 * The command {@code deploy/check-vulnerabilities}: reads CycloneDX bills of materials and asks OSV about their components. It runs
 * beside the build, never in it: what the world learnt yesterday must not turn an unchanged build red. Knows the JDK and Jackson.
 */
@NullMarked
package dev.orgledger.vulnerabilities;

import org.jspecify.annotations.NullMarked;
