package org.labledger.history;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit knows of the machine: no configuration of the user or the system, no environment. So a
 * repository reads the same whoever runs the program, and nothing is written: JGit would keep
 * settings of its own in the user's home folder.
 */
final class GitSettings extends SystemReader.Delegate {

    private GitSettings() {
        super(SystemReader.getInstance());
    }

    /** Makes these the settings of this JVM. */
    static void install() {
        SystemReader.setInstance(new GitSettings());
    }

    @Override
    public @Nullable String getenv(String variable) {
        return null;
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new Constant(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new Constant(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new Constant(parent, fs);
    }

    /**
     * A configuration without a file. It knows the resolution of the times of files; to find it out
     * JGit would create files in the repository.
     */
    private static final class Constant extends FileBasedConfig {

        Constant(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public @Nullable String getString(
                String section, @Nullable String subsection, String name) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    ? "2 seconds"
                    : super.getString(section, subsection, name);
        }

        @Override
        public void load() {
            // There is no file.
        }

        @Override
        public void save() {
            // There is no file.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
