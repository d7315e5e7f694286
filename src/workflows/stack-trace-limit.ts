/**
 * The SDK (1.24) takes a stack trace of every promise of a workflow, for the query for stack traces, and pays by the frame.
 * Half of the usual ten say where an order waits. Preloaded and never imported: after that the limit cannot be changed.
 */
Error.stackTraceLimit = 5;

export {};
