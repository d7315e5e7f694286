import type { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor, ActivityInterceptorsFactory } from '@temporalio/worker';
import { temporalFailure } from './failures';

/** Turns every error of the provider into a Temporal failure, in this one place, and counts failures. */
export const failureInterceptor: ActivityInterceptorsFactory = (context: Context) => {
  const description = 'Tries of activities that failed, by the type of the failure.';
  const failures = context.metricMeter.createCounter('offramp_activity_failures_total', '1', description);
  const inbound: ActivityInboundCallsInterceptor = {
    async execute(input, next) {
      try {
        return await next(input);
      } catch (error) {
        const failure = temporalFailure(error, context.info.attempt);
        const type = failure instanceof ApplicationFailure ? failure.type : undefined;
        failures.add(1, { activity: context.info.activityType, type: type ?? 'other' });
        throw failure;
      }
    },
  };
  return { inbound };
};
