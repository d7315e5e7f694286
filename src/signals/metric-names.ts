/** How long orders were in the stages that they have left; hours and days need buckets of their own. */
export const stageSeconds = 'offramp_stage_seconds';
