/** One panel of the dashboard: what it answers, and the queries that it shows. */
export interface Panel {
  readonly title: string;
  readonly description: string;
  readonly unit?: 's' | 'reqps' | 'd' | 'short';
  readonly queries: readonly { readonly query: string; readonly legend: string }[];
}

/** The rows of the dashboard, from what an operator looks at first to what only explains it. */
export const rows: readonly { readonly title: string; readonly panels: readonly Panel[] }[] = [
  {
    title: 'Does anybody have to do something?',
    panels: [
      {
        title: 'Orders that need a person',
        description: 'By reason. `offramp links` opens them in Temporal UI; docs/failures.md says what each means.',
        queries: [{ query: 'max by (reason) (offramp_orders_needing_attention) > 0', legend: '{{reason}}' }],
      },
      {
        title: 'Overdue',
        description: 'Waits in which something expected was not heard, nor known to the provider.',
        queries: [{ query: 'sum by (stage) (increase(offramp_overdue_total[1h]))', legend: '{{stage}}' }],
      },
      {
        title: 'Events that no order is known by',
        description: 'After a day each needs a person: offramp list --unmatched.',
        queries: [
          { query: 'max(offramp_unmatched_webhooks_open)', legend: 'open' },
          { query: 'sum by (event) (increase(offramp_unmatched_webhooks_total[1h]))', legend: 'new: {{event}}' },
        ],
      },
      {
        title: 'Time since the last sweep',
        description: 'It finds what webhooks have missed; SWEEP_INTERVAL is five minutes unless set.',
        unit: 's',
        queries: [{ query: 'time() - max(offramp_sweep_finished_timestamp_seconds)', legend: 'since the last sweep' }],
      },
    ],
  },
  {
    title: 'How are the orders?',
    panels: [
      {
        title: 'Orders under way',
        description: 'By stage.',
        queries: [{ query: 'max by (stage) (offramp_orders)', legend: '{{stage}}' }],
      },
      {
        title: 'Stages entered an hour',
        description: 'By stage; watching-for-return means that the money has arrived.',
        queries: [{ query: 'sum by (stage) (increase(offramp_stages_entered_total[1h]))', legend: '{{stage}}' }],
      },
      {
        title: 'Time in stage, 95th percentile',
        description: 'Of the stages that orders have left in the last day.',
        unit: 's',
        queries: [
          {
            query: 'histogram_quantile(0.95, sum by (le, stage) (rate(offramp_stage_seconds_bucket[1d])))',
            legend: '{{stage}}',
          },
        ],
      },
      {
        title: 'Ends a day',
        description: 'By outcome.',
        queries: [{ query: 'sum by (outcome) (increase(offramp_ended_total[1d]))', legend: '{{outcome}}' }],
      },
      {
        title: 'Sent again a day',
        description: 'Payments begun after a bank transfer failed, by currency.',
        queries: [{ query: 'sum by (currency) (increase(offramp_resends_total[1d]))', legend: '{{currency}}' }],
      },
      {
        title: 'Came to need a person, a day',
        description: 'By reason; an order may come to need one more than once.',
        queries: [{ query: 'sum by (reason) (increase(offramp_attention_total[1d]))', legend: '{{reason}}' }],
      },
    ],
  },
  {
    title: 'How are the provider, the bank feed and the backend?',
    panels: [
      {
        title: 'Failed tries',
        description: 'Of activities, by the type of the failure; docs/failures.md says what follows from each.',
        unit: 'reqps',
        queries: [
          {
            query: 'sum by (activity, type) (rate(offramp_activity_failures_total[5m]))',
            legend: '{{activity}}: {{type}}',
          },
        ],
      },
      {
        title: 'Webhooks',
        description: 'What became of them, from the relay.',
        unit: 'reqps',
        queries: [{ query: 'sum by (received) (rate(offramp_relay_webhooks_total[5m]))', legend: '{{received}}' }],
      },
      {
        title: 'Bank reports',
        description: 'By outcome of the transfer.',
        unit: 'reqps',
        queries: [{ query: 'sum by (outcome) (rate(offramp_relay_bank_reports_total[5m]))', legend: '{{outcome}}' }],
      },
      {
        title: 'What sweeps found',
        description: 'Much that was told means that webhooks are being lost.',
        queries: [{ query: 'sum by (became) (increase(offramp_sweep_changes_total[1h]))', legend: '{{became}}' }],
      },
      {
        title: 'Notifications taken by the backend',
        description: 'By type.',
        unit: 'reqps',
        queries: [{ query: 'sum by (type) (rate(offramp_notifications_total[5m]))', legend: '{{type}}' }],
      },
      {
        title: 'Bank calendars',
        description: 'Days that each still covers; docs/cutoffs.md says how to add a year.',
        unit: 'd',
        queries: [{ query: 'min by (calendar) (offramp_calendar_coverage_days)', legend: '{{calendar}}' }],
      },
    ],
  },
  {
    title: 'How are the processes?',
    panels: [
      {
        title: 'Answers of the relay',
        description: '503 means that Temporal could not be reached, so that senders keep what they have.',
        unit: 'reqps',
        queries: [{ query: 'sum by (status) (rate(offramp_relay_requests_total[5m]))', legend: '{{status}}' }],
      },
      {
        title: 'Time of the relay’s answers',
        description: 'Half and nearly all of the webhooks.',
        unit: 's',
        queries: [0.5, 0.99].map((quantile) => ({
          query: `histogram_quantile(${quantile}, sum by (le) (rate(offramp_relay_request_seconds_bucket{endpoint="/webhooks/coinut"}[5m])))`,
          legend: `p${quantile * 100}`,
        })),
      },
      {
        title: 'How orders of events were found',
        description: 'Known owners need no query of Temporal’s index.',
        unit: 'reqps',
        queries: [
          { query: 'sum by (known) (rate(offramp_relay_owner_lookups_total[5m]))', legend: 'known: {{known}}' },
          { query: 'sum(rate(offramp_relay_visibility_queries_total[5m]))', legend: 'queries' },
        ],
      },
      {
        title: 'Workers',
        description: 'Pollers, by kind of task. None means that nothing moves.',
        queries: [{ query: 'sum by (poller_type) (temporal_num_pollers)', legend: '{{poller_type}}' }],
      },
      {
        title: 'Workflow tasks that failed',
        description: 'Orders that a worker cannot go on with: a missing key, or code that does not suit a history.',
        queries: [{ query: 'sum(increase(temporal_workflow_task_execution_failed[10m]))', legend: 'failed' }],
      },
    ],
  },
];
