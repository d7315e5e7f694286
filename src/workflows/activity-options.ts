import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';
import { durationMs } from '../signals/durations';

/** Longer than any HTTP exchange may take, look-up before a create included. */
const startToCloseTimeout = '45 seconds';
/** What has no effect may walk through long lists: that its worker is gone is noticed by its heartbeat. */
const walkTimeout = '5 minutes';
/**
 * How soon it is noticed that the worker of an activity is gone. Of no use to creates, whose next attempt waits for
 * longer anyway.
 */
const heartbeatTimeout = '10 seconds';

/**
 * Reads have no effect, so they are repeated quickly and then slowly. After an hour an operator should know; the order
 * goes on asking by itself later.
 */
export const providerRead = {
  startToCloseTimeout: walkTimeout,
  heartbeatTimeout,
  scheduleToCloseTimeout: '1 hour',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '5 minutes' },
} as const satisfies ActivityOptions;

/**
 * A create is repeated only after its last request can no longer land: later than the provider's signature window,
 * with a margin for clocks that differ. Failures that sent nothing name a shorter delay themselves.
 */
export function providerCreate(signatureWindowMs: number): ActivityOptions {
  const initialInterval = landedBy(signatureWindowMs);
  return {
    startToCloseTimeout,
    scheduleToCloseTimeout: '2 hours',
    retry: { initialInterval, backoffCoefficient: 1.5, maximumInterval: Math.max(initialInterval, 600_000) },
    // A create that is running when an order is cancelled is heard to its end: it may have succeeded.
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  };
}

/** How long after it was sent nothing can land any more (milliseconds), with a margin for clocks that differ. */
export function landedBy(signatureWindowMs: number): number {
  return signatureWindowMs + Math.min(10_000, signatureWindowMs / 2);
}

/**
 * A payment is sent once: Temporal must not repeat what may have been carried out (DESIGN section 6). One that is not
 * started in time is given up with nothing sent.
 */
export function paymentSend(sendWithinMs: number): ActivityOptions {
  return {
    startToCloseTimeout,
    scheduleToStartTimeout: sendWithinMs,
    retry: { maximumAttempts: 1 },
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  };
}

/** A payment may be listed late; after half an hour a person has to look (DESIGN section 6). */
export const paymentSearch = {
  startToCloseTimeout: walkTimeout,
  heartbeatTimeout,
  scheduleToCloseTimeout: '30 minutes',
  retry: { initialInterval: '10 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
} as const satisfies ActivityOptions;

/** Orders that an event belongs to mostly appear within seconds, sometimes within hours; then a person has to look. */
export function eventDelivery(deliverFor: string): ActivityOptions {
  return {
    startToCloseTimeout: walkTimeout,
    heartbeatTimeout,
    scheduleToCloseTimeout: durationMs(deliverFor),
    retry: { initialInterval: '1 second', backoffCoefficient: 1.5, maximumInterval: '10 minutes' },
    // A delivery must not land after it was dismissed.
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  };
}

/**
 * After days of downtime a sweep may read thousands of objects, not faster than the provider allows. That its worker is
 * gone is noticed by its heartbeat.
 */
export const providerSweep = {
  startToCloseTimeout: '6 hours',
  heartbeatTimeout,
  scheduleToCloseTimeout: '12 hours',
  retry: { initialInterval: '10 seconds', backoffCoefficient: 2, maximumInterval: '5 minutes' },
} as const satisfies ActivityOptions;

/** A backend may be away for a weekend. It is told at least once, or not at all after three days. */
export const backendNotification = {
  startToCloseTimeout: '20 seconds',
  scheduleToCloseTimeout: '3 days',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '10 minutes' },
} as const satisfies ActivityOptions;

/** Pure computation and Temporal's own API: quick, and bounded so that it cannot keep a workflow task alive for ever. */
export const local = {
  startToCloseTimeout: '10 seconds',
  scheduleToCloseTimeout: '1 minute',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '5 seconds' },
} as const satisfies LocalActivityOptions;
