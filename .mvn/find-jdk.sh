# Sourced by mvnw and armature: leaves JAVA_HOME pointing at a JDK of at least the release named here.
# A JAVA_HOME that is new enough is respected; otherwise the usual install folders and the PATH are searched.
armature_release=25

armature_jdk_release() { # prints the feature release of the JDK in folder $1, or 0
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || { echo 0; return; }
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

armature_find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && [ "$(armature_jdk_release "$JAVA_HOME")" -ge "$armature_release" ]; then return 0; fi
  armature_on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$armature_on_path" ]; then
    armature_on_path=$(dirname "$(dirname "$(readlink -f "$armature_on_path")")")
  fi
  for armature_jdk in "$armature_on_path" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
      /opt/java/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$armature_jdk" ] && [ "$(armature_jdk_release "$armature_jdk")" -ge "$armature_release" ]; then
      JAVA_HOME=$armature_jdk
      export JAVA_HOME
      return 0
    fi
  done
  echo "Armature needs a JDK $armature_release or newer, and none was found." >&2
  echo "Looked at JAVA_HOME (${JAVA_HOME:-not set}), the javac on the PATH, /usr/lib/jvm, ~/.sdkman, ~/.jdks and /opt." >&2
  echo "Install one (for example Eclipse Temurin $armature_release), or set JAVA_HOME to it, and run this again." >&2
  return 1
}
