package channel.every.web;

/** Words for the requests that the container refuses before a resource sees them. */
final class Refusals {
    private Refusals() {}

    static Problem problem(int status, String phrase, String path) {
        return switch (status) {
            case 404 ->
                Problem.ofStatus(
                        status, phrase, "nothing lies at " + path, "see /openapi for the resources of this node");
            case 405 ->
                Problem.ofStatus(status, phrase, path + " has no such method", "use a method of the Allow header");
            case 406 ->
                Problem.ofStatus(
                        status, phrase, path + " has no representation that Accept allows", "accept application/json");
            case 415 ->
                Problem.ofStatus(status, phrase, path + " does not read this Content-Type", "send application/json");
            default -> Problem.ofStatus(status, phrase, path + " refused the request", null);
        };
    }
}
