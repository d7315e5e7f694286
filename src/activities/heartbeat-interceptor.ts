import type { Context } from '@temporalio/activity';
import type { ActivityInboundCallsInterceptor, ActivityInterceptorsFactory } from '@temporalio/worker';

/**
 * Lets every activity that has a heartbeat timeout beat, so that its next attempt need not wait for a worker that was
 * killed; and so that it hears of being cancelled.
 */
export const heartbeatInterceptor: ActivityInterceptorsFactory = (context: Context) => {
  const inbound: ActivityInboundCallsInterceptor = {
    async execute(input, next) {
      const { heartbeatTimeoutMs } = context.info;
      if (heartbeatTimeoutMs === undefined || heartbeatTimeoutMs === 0) return next(input);
      const beats = setInterval(() => context.heartbeat(), heartbeatTimeoutMs / 3);
      try {
        return await next(input);
      } finally {
        clearInterval(beats);
      }
    },
  };
  return { inbound };
};
