import type { RailId } from './rails';

/** How much a cutoff can be relied on: the guide's, one that a provider has published, or one that should be asked for. */
export type CutoffConfidence = 'guide' | 'published' | 'weak';

/** What a rail's default cutoff rests on. */
export interface RailSource {
  readonly confidence: CutoffConfidence;
  /** What was read, and what speaks against it. */
  readonly grounds: string;
  readonly sources: readonly string[];
}

/**
 * The grounds of every default cutoff, as read in November 2026. A provider's own agreement beats all of them: put it
 * into the overlay.
 */
export const railSources: Readonly<Record<RailId, RailSource>> = {
  ach: {
    confidence: 'guide',
    grounds:
      'The guide says 5:00 PM ET and 1 to 2 business days. FedACH itself takes same-day entries until 16:45 ET and standard ones for the next morning until 02:15 ET.',
    sources: ['https://accountinginsights.org/what-time-does-the-ach-network-open-for-processing'],
  },
  sepa: {
    confidence: 'guide',
    grounds:
      'The guide says 3:00 PM CET, which is read as local time in Berlin, summer time included; Airwallex publishes the same hour as CET/CEST. Bridge publishes 9:00 ET, which is 14:00 in Berlin in the weeks when only one side has changed its clocks.',
    sources: [
      'https://www.ecb.europa.eu/paym/target/target2/profuse/calendar/html/index.en.html',
      'https://apidocs.bridge.xyz/docs/cutoffs',
    ],
  },
  fps: {
    confidence: 'published',
    grounds:
      'Faster Payments runs around the clock up to £1m and settles last at 17:00; the cutoff is that of CHAPS, which larger or diverted transfers take: 15:30 at Nium, about 17:00 at Ripple.',
    sources: [
      'https://docs.nium.com/docs/payouts/gbp-uk-crown-dependencies',
      'https://docs.ripple.com/products/payments-direct-2/',
    ],
  },
  eft: {
    confidence: 'published',
    grounds: 'Cybrid publishes 15:00 ET; RBC takes files until 13:00 ET, and Nium has a last window at 18:00 ET.',
    sources: [
      'https://docs.cybrid.xyz/docs/what-does-the-settlement-process-look-like',
      'https://docs.nium.com/docs/payouts/canada-eft-interac',
    ],
  },
  becs: {
    confidence: 'published',
    grounds:
      'Airwallex publishes 16:00 AEST/AEDT for BECS. BECS itself exchanges until 22:30, and what is in by 18:30 settles the same day; NPP runs around the clock.',
    sources: ['http://auspaynet.com.au/network/direct-debit-electronic-transfers'],
  },
  fast: {
    confidence: 'weak',
    grounds:
      'FAST runs around the clock up to S$200k; the cutoff is that of MEPS+ for larger transfers, for which banks name hours from noon to 14:00. Ask your provider.',
    sources: [
      'https://www.airwallex.com/docs/payouts__payout-network__singapore',
      'https://banksinsg.com/blog/meps-and-high-value-transfers-what-to-know',
    ],
  },
  wire: {
    confidence: 'weak',
    grounds:
      'Fedwire takes transfers of customers until 18:45 ET; providers close earlier, Bridge at 16:45 ET. The hour is that of ACH, for want of a published one of the provider. Ask your provider.',
    sources: [
      'https://www.federalreserve.gov/paymentsystems/fedfunds_about.htm',
      'https://apidocs.bridge.xyz/docs/cutoffs',
    ],
  },
};
