import type { FieldProblem } from '../banking/account-fields';

/** The order's input is wrong; names every field at once. Nothing was started. */
export class InvalidOrder extends Error {
  override readonly name = 'InvalidOrder';
  constructor(readonly problems: readonly FieldProblem[]) {
    super(
      `The order cannot be started:\n${problems.map(({ field, message }) => `  - ${field} ${message}`).join('\n')}`,
    );
  }
}

/** Another order has this reference already. Nothing was started. */
export class ReferenceTaken extends Error {
  override readonly name = 'ReferenceTaken';
  /** `comparable`: false of an order that another client has started, which leaves nothing to compare its input by. */
  constructor(reference: string, { comparable }: { readonly comparable: boolean }) {
    super(
      comparable
        ? `An order with the reference ${reference} exists already, with other input. Use a new reference.`
        : `An order with the reference ${reference} exists already. Another client has started it, so that its input ` +
            'cannot be compared: ask for its status, or use a new reference.',
    );
  }
}

/** No order has this reference. */
export class OrderNotFound extends Error {
  override readonly name = 'OrderNotFound';
  constructor(reference: string) {
    super(`There is no order with the reference ${reference}.`);
  }
}

/** No unmatched event is looked after by a workflow with this id. */
export class UnmatchedNotFound extends Error {
  override readonly name = 'UnmatchedNotFound';
  constructor(workflowId: string) {
    super(
      `There is no unmatched event with the id ${workflowId}. Their ids stand in the list of those that there are.`,
    );
  }
}

/** A sweep that was asked for could not be started, has not ended in time, or has failed. */
export class SweepUnfinished extends Error {
  override readonly name = 'SweepUnfinished';
}

/** The order is there, but cannot tell how it stands. */
export class OrderUnreadable extends Error {
  override readonly name = 'OrderUnreadable';
  constructor(name: string, options?: ErrorOptions) {
    super(
      `The workflow of ${name} cannot tell its status: it is none of ours, or its task fails; see it in Temporal UI.`,
      options,
    );
  }
}

/** The order did not take in a command; the message says why, in the order's own words. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
}

/** No worker answered in time. What was asked is safe in Temporal. */
export class WorkerSilent extends Error {
  override readonly name = 'WorkerSilent';
  constructor(name: string, options?: ErrorOptions) {
    super(
      `No worker answered for ${name}. It is safe in Temporal; start a worker (npm run worker) and ask again.`,
      options,
    );
  }
}

/** Temporal does not understand a visibility query; says why in Temporal's own words. */
export class QueryRefused extends Error {
  override readonly name = 'QueryRefused';
  constructor(query: string, why: string, options?: ErrorOptions) {
    super(`Temporal does not understand the query ${query} (${why}).`, options);
  }
}
