package dev.orgledger.service.command;

import java.util.List;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

import dev.orgledger.service.NeededServer;
import dev.orgledger.service.OneOfMany;
import dev.orgledger.service.ServiceDescription;
import dev.orgledger.service.ServiceProcess;

/** Accepts commands: one of any number on the same PostgreSQL. */
@SpringBootApplication(scanBasePackages = "dev.orgledger.command")
@Import({ServiceDescription.class, OneOfMany.class})
public class CommandService {

    /** As whom it starts. */
    public static final ServiceProcess PROCESS = new ServiceProcess(CommandService.class, "orgledger-command",
            List.of(NeededServer.POSTGRESQL, NeededServer.KAFKA));

    /** Runs until the process is told to stop. */
    public static void main(String[] arguments) {
        PROCESS.main(arguments);
    }
}
