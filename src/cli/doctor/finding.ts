/** One thing that was checked: whether it is well, and what to do if it is not. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly message: string;
}

/** Runs one check; whatever goes wrong in it is its finding. */
export async function finding(check: string, look: () => Promise<string>, otherwise: string): Promise<Finding> {
  try {
    return { check, ok: true, message: await look() };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { check, ok: false, message: `${reason.replace(/\.$/, '')}. ${otherwise}` };
  }
}
