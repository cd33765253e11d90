# Sourced by the commands of this folder: whether what they run was built, and since the last change of what it is made of.
# shellcheck shell=bash

folder_of() { # of the module of that name
  case "$1" in shared-events | command-side | query-side) echo "$root/$1" ;; *) echo "$root/deploy/$1" ;; esac
}

# That module's folder and those of all that it is made of, by the poms; some of them more than once.
folders_of() {
  local folder part
  folder=$(folder_of "$1")
  echo "$folder"
  while read -r part; do folders_of "$part"; done \
    < <(sed -n '/<scope>test/d; s/.*<groupId>dev\.orgledger<\/groupId><artifactId>\([a-z-]*\)<.*/\1/p' "$folder/pom.xml")
}

# built MODULE FILE …: whether these files are there, and nothing was changed since the newest of those in the module's own
# target folder was made, or since built_now said that all were.
built() {
  local file target made newest inputs=("$root/pom.xml")
  target=$(folder_of "$1")/target
  made=("$target/built")
  while read -r file; do inputs+=("$file/pom.xml" "$file/src/main"); done < <(folders_of "$1" | sort -u)
  shift
  for file in "$@"; do
    [ -f "$file" ] || return 1
    case "$file" in "$target"/*) made+=("$file") ;; esac
  done
  newest=$(ls -t "${made[@]}" 2>/dev/null | head -1)
  [ -z "$(find "${inputs[@]}" -type f -newer "$newest" -print 2>/dev/null | head -1)" ]
}

# Maven leaves alone what a change did not concern.
built_now() { touch "$(folder_of "$1")/target/built"; }
