/** What a workflow needs of its worker's configuration, recorded once at its start (DESIGN section 3, rule 8). */
export interface OrderSettings {
  readonly enableMatic: boolean;
  /** How long the provider accepts a signature; the retry of a create waits longer. */
  readonly signatureWindowMs: number;
}

export function createOrderSettingsActivities(settings: OrderSettings) {
  return {
    async readOrderSettings(): Promise<OrderSettings> {
      return settings;
    },
  };
}
