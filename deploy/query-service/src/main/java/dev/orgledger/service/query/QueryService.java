package dev.orgledger.service.query;

import java.util.List;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

import dev.orgledger.service.NeededServer;
import dev.orgledger.service.OneOfMany;
import dev.orgledger.service.ServiceDescription;
import dev.orgledger.service.ServiceProcess;

/** Answers reads and permission checks: one of any number on the same topics and documents. The query side adds itself. */
@SpringBootApplication
@Import({ServiceDescription.class, OneOfMany.class})
public class QueryService {

    /** As whom it starts. */
    public static final ServiceProcess PROCESS = new ServiceProcess(QueryService.class, "orgledger-query",
            List.of(NeededServer.KAFKA, NeededServer.DOCUMENT_STORE));

    /** Runs until the process is told to stop. */
    public static void main(String[] arguments) {
        PROCESS.main(arguments);
    }
}
