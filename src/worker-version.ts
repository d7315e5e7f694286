import type { WorkerOptions } from '@temporalio/worker';

/** What of the settings says which version of this software a worker is. */
export interface VersionSettings {
  readonly TEMPORAL_DEPLOYMENT_NAME?: string | undefined;
  readonly TEMPORAL_BUILD_ID?: string | undefined;
  readonly TEMPORAL_VERSIONING_BEHAVIOR: 'AUTO_UPGRADE' | 'PINNED';
}

/**
 * How a worker tells Temporal which version it is (Worker Versioning, docs/upgrading.md). Without a deployment name it does
 * not, and takes every order; with one it gets none until its version is made the current one.
 */
export function versionOptions(settings: VersionSettings): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  const { TEMPORAL_DEPLOYMENT_NAME: deploymentName, TEMPORAL_BUILD_ID: buildId } = settings;
  if (deploymentName === undefined || buildId === undefined) return {};
  return {
    workerDeploymentOptions: {
      version: { deploymentName, buildId },
      useWorkerVersioning: true,
      defaultVersioningBehavior: settings.TEMPORAL_VERSIONING_BEHAVIOR,
    },
  };
}
