package channel.every.web;

import channel.every.node.JobBook;
import channel.every.node.Measurements;
import jakarta.batch.operations.JobExecutionAlreadyCompleteException;
import jakarta.batch.operations.JobExecutionNotMostRecentException;
import jakarta.batch.operations.JobExecutionNotRunningException;
import jakarta.batch.operations.JobOperator;
import jakarta.batch.operations.JobRestartException;
import jakarta.batch.operations.JobStartException;
import jakarta.batch.operations.NoSuchJobException;
import jakarta.batch.operations.NoSuchJobExecutionException;
import jakarta.batch.runtime.BatchRuntime;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.JobInstance;
import jakarta.batch.runtime.StepExecution;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.function.LongFunction;

/** The batch jobs of this application. A job's report is the JSON text that its last step left as persistent user data. */
@Path("jobs")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class JobResource {
    /** Instances of each job in the list: enough for a day of hourly runs. */
    private static final int LISTED_INSTANCES = 24;

    private static final String MEASUREMENT = "archive-convergence-measurement";

    @Inject
    Measurements measurements;

    private final JobOperator operator = BatchRuntime.getJobOperator();

    @Inject
    JobBook book;

    /**
     * @param parameters names of those that the job reads
     * @param runs newest first
     */
    public record Job(String name, SortedSet<String> parameters, List<JobRun> runs) {}

    public record Jobs(List<Job> jobs) {}

    @GET
    public Jobs jobs() {
        return new Jobs(JobCatalog.names().stream()
                .map(name -> new Job(name, JobCatalog.parameters(name), newest(name)))
                .toList());
    }

    @POST
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Guarded
    public Response start(@PathParam("name") String name, String body) {
        if (!JobCatalog.names().contains(name)) {
            throw new ProblemException(Problem.notFound("job", name, "/v1/jobs lists the jobs of this node"));
        }
        Properties parameters = JobParameters.of(body, JobCatalog.parameters(name));
        try {
            return started(operator.start(name, parameters));
        } catch (JobStartException e) {
            throw new ProblemException(
                    Problem.conflict("job", name, String.valueOf(e.getMessage()), "see the server's messages.log"));
        }
    }

    @GET
    @Path("{execution: \\d+}")
    public JobRun run(@PathParam("execution") String execution) {
        return existing(execution, id -> JobRun.of(operator, book, id));
    }

    @POST
    @Path("{execution: \\d+}/stop")
    @Guarded
    public Response stop(@PathParam("execution") String execution) {
        return existing(execution, id -> {
            try {
                operator.stop(id);
                return Response.accepted(JobRun.of(operator, book, id)).build();
            } catch (JobExecutionNotRunningException e) {
                throw conflict(execution, "it is not running", "only a running execution can be stopped");
            }
        });
    }

    /** Goes on from the last checkpoint with the same parameters, under a new execution id. */
    @POST
    @Path("{execution: \\d+}/restart")
    @Guarded
    public Response restart(@PathParam("execution") String execution) {
        return existing(execution, id -> {
            try {
                return started(operator.restart(id, operator.getParameters(id)));
            } catch (JobExecutionAlreadyCompleteException e) {
                throw conflict(execution, "it is complete", "start the job anew");
            } catch (JobExecutionNotMostRecentException e) {
                throw conflict(execution, "it was restarted already", "restart the newest execution of its instance");
            } catch (JobRestartException e) {
                throw conflict(execution, String.valueOf(e.getMessage()), "only a stopped or failed one can go on");
            }
        });
    }

    @GET
    @Path("{execution: \\d+}/report")
    public String report(@PathParam("execution") String execution) {
        return existing(
                execution,
                id -> operator.getStepExecutions(id).stream()
                        .map(StepExecution::getPersistentUserData)
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .reduce((earlier, later) -> later)
                        .or(() -> measured(id))
                        .orElseThrow(() -> new ProblemException(Problem.absent(
                                "execution",
                                execution,
                                "it has no report",
                                "a job reports when its last step ends; see its status"))));
    }

    /** Measurements report while they last. */
    private Optional<String> measured(long execution) {
        JobInstance instance = operator.getJobInstance(execution);
        if (!instance.getJobName().equals(MEASUREMENT)) {
            return Optional.empty();
        }
        try {
            return measurements.history().report(instance.getInstanceId());
        } catch (SQLException e) {
            throw new IllegalStateException("the history of measurements cannot be read", e);
        }
    }

    private <T> T existing(String execution, LongFunction<T> found) {
        long id = new RequestField("execution", execution).number(0, Long.MAX_VALUE);
        if (!exists(id)) {
            throw new ProblemException(
                    Problem.notFound("execution", execution, "/v1/jobs lists the newest executions"));
        }
        return found.apply(id);
    }

    private boolean exists(long id) {
        try {
            return operator.getJobExecution(id) != null;
        } catch (RuntimeException e) {
            // Open Liberty wraps it in an exception of its own that is not of the API.
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof NoSuchJobExecutionException) {
                    return false;
                }
            }
            throw e;
        }
    }

    private Response started(long execution) {
        return Response.created(URI.create("jobs/" + execution))
                .entity(JobRun.of(operator, book, execution))
                .build();
    }

    /** The newest execution of each of the newest instances. */
    private List<JobRun> newest(String name) {
        List<JobRun> runs = new ArrayList<>();
        try {
            for (JobInstance instance : operator.getJobInstances(name, 0, LISTED_INSTANCES)) {
                operator.getJobExecutions(instance).stream()
                        .mapToLong(JobExecution::getExecutionId)
                        .max()
                        .ifPresent(id -> runs.add(JobRun.of(operator, book, id)));
            }
        } catch (NoSuchJobException e) {
            // Jakarta Batch 10.9.2: how a repository says that a job never ran.
            return List.of();
        }
        return runs;
    }

    private static ProblemException conflict(String execution, String reason, String remedy) {
        return new ProblemException(Problem.conflict("execution", execution, reason, remedy));
    }
}
