import { Context } from '@temporalio/activity';

/** Ends an HTTP exchange early when its activity is cancelled or its worker has to stop. */
export function cancellationSignal(): AbortSignal {
  return Context.current().cancellationSignal;
}
