package io.photons.top;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import io.photons.terminal.Output;
import io.photons.terminal.Printable;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The JVMs on this machine that can be attached to. */
final class Jvms {

    private static final int LONGEST_NAME = 160;

    private Jvms() {}

    /** All but this one. */
    static List<Jvm> all() {
        long own = ProcessHandle.current().pid();
        return VirtualMachine.list().stream()
                .filter(found -> found.id().matches("\\d{1,10}"))
                .map(found -> new Jvm(Long.parseLong(found.id()), name(found)))
                .filter(jvm -> jvm.pid() != own)
                .sorted(Comparator.comparingLong(Jvm::pid))
                .toList();
    }

    /** The one of a process, if it is among them. */
    static Optional<Jvm> of(long pid) {
        return all().stream().filter(jvm -> jvm.pid() == pid).findAny();
    }

    private static String name(VirtualMachineDescriptor found) {
        String name = found.displayName();
        return name == null || name.isBlank() ? "(no name)" : name;
    }

    /** Writes them, a line each, with a mark at those where there is something to see. */
    static void write(Output output) throws IOException {
        List<Jvm> all = all();
        if (all.isEmpty()) {
            output.line("There is no JVM that can be attached to.");
            return;
        }
        output.line("     PID  PHOTONS  JVM");
        for (Jvm jvm : all) {
            String pid = String.valueOf(jvm.pid());
            output.line(" ".repeat(Math.max(0, 8 - pid.length()))
                    + pid
                    + (hasPhotons(jvm) ? "  yes      " : "  -        ")
                    + Printable.of(jvm.name(), LONGEST_NAME));
        }
    }

    private static boolean hasPhotons(Jvm jvm) {
        try {
            VirtualMachine machine = VirtualMachine.attach(String.valueOf(jvm.pid()));
            try {
                return ClassPath.holds(machine.getSystemProperties(), Attachment.BEAN_CLASS);
            } finally {
                machine.detach();
            }
        } catch (IOException | AttachNotSupportedException e) {
            return false;
        }
    }
}
