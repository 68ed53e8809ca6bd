/** What the queue starts by itself. Each at most once at a time, however long it takes, and behind whatever somebody waits for. */
export const crontab = [
  ['* * * * *', 'link-locked-phones'],
  ['*/5 * * * *', 'tell-of-failures'],
  ['17 3 * * *', 'forget-old-sign-ins'],
  ['27 3 * * *', 'flag-old-contacts'],
  ['37 3 * * *', 'list-psp-events', 'fill=1d'],
  ['47 3 * * *', 'read-payment-account'],
]
  .map(([when, name, ...options]) =>
    [`${when} ${name} ?jobKey=${name}`, `queue=${name}`, 'priority=10', ...options].join('&'),
  )
  .join('\n')
