# Sourced by the commands of this folder: sets jdk to the folder of an installed JDK 25 or newer, or says what is missing.
# shellcheck shell=bash

jdk_missing() { printf "%s\n" "$*" >&2; exit 1; }

major() { # of the JDK in that folder; 0 where there is none
  local version
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || { echo 0; return; }
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  echo "${version:-0}"
}

candidates() {
  [ -z "${JAVA_HOME:-}" ] || echo "$JAVA_HOME"
  if command -v java >/dev/null; then dirname "$(dirname "$(readlink -f "$(command -v java)")")"; fi
  if [ -x /usr/libexec/java_home ]; then /usr/libexec/java_home -v 25+ 2>/dev/null || true; fi
  printf '%s\n' /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /opt/*jdk* /opt/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home
}

jdk=
while read -r candidate; do
  if [ "$(major "$candidate")" -ge 25 ]; then jdk=$candidate; break; fi
done < <(candidates)
[ -n "$jdk" ] || jdk_missing "a JDK 25 is missing. Install one (https://adoptium.net has it) or let JAVA_HOME name its folder. \
Looked at: JAVA_HOME, PATH, /usr/lib/jvm, ~/.sdkman, ~/.jdks, /opt and macOS' own folders."
