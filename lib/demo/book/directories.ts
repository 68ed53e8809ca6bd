import type { z } from 'zod'
import type { directoryPolicySchema } from '#lib/domain/policy/directory-policy.ts'

type Directory = NonNullable<z.input<typeof directoryPolicySchema>>
type Entry = NonNullable<Directory['entries']>[number]

// Nobody of these exists: every number and address is of those that are kept for examples.
const checked = { checkedOn: recently(), checkedBy: 'Keyturn (example)' }

const week = { fromDay: 'mon', toDay: 'fri', opens: '09:00', closes: '17:00' } as const

export const serendibDirectory: Directory = {
  entries: [
    entry('lender_hotline', 'Serendib Mobile help line', {
      phone: '+94 11 555 0100',
      cost: 'national_rate',
    }),
    entry('lender_shop', 'Serendib Mobile, Fort shop', {
      address: '12 York Street, Colombo 1',
      phone: '+94 11 555 0110',
      cost: 'local_rate',
    }),
    entry('maker', 'Xiaomi care line (example)', {
      brand: 'Xiaomi',
      phone: '+94 11 555 0170',
      email: 'care@xiaomi-care.example',
      cost: 'free',
    }),
    entry('maker', 'Samsung care line (example)', {
      brand: 'Samsung',
      phone: '+94 11 555 0171',
      cost: 'free',
    }),
    entry('service_centre', 'Pettah Phone Service (example)', {
      address: '40 Main Street, Colombo 11',
      phone: '+94 11 555 0172',
      cost: 'price',
      price: 'The check costs Rs 500, less if they repair it',
    }),
    entry('carrier', 'Lanka Tel (example)', {
      phone: '+94 11 555 0173',
      url: 'https://lankatel.example/',
      cost: 'free',
    }),
    entry('network_unlock', 'Lanka Tel network unlock (example)', {
      url: 'https://unlock.lankatel.example/',
    }),
  ],
  hours: [
    { place: 'Serendib Mobile, Fort shop', ...week, toDay: 'sat', closes: '18:00' },
    { place: 'Xiaomi care line (example)', ...week },
    { place: 'Pettah Phone Service (example)', ...week, opens: '10:00' },
    {
      place: 'Lanka Tel (example)',
      fromDay: 'mon',
      toDay: 'sun',
      opens: '00:00',
      closes: '00:00',
    },
  ],
}

export const norteDirectory: Directory = {
  entries: [
    entry('lender_shop', 'Norte Móvil Centro, mostrador', {
      country: 'MX',
      address: 'Av. Juárez 101, Centro, 06040 CDMX',
      phone: '+52 55 5555 0110',
      cost: 'local_rate',
    }),
    entry('maker', 'Atención Xiaomi (ejemplo)', {
      country: 'MX',
      brand: 'Xiaomi',
      phone: '+52 55 5555 0170',
      email: 'atencion@xiaomi-care.example',
      cost: 'free',
    }),
    entry('service_centre', 'Taller Autorizado Roma (ejemplo)', {
      country: 'MX',
      address: 'Calle Orizaba 20, Roma Norte, 06700 CDMX',
      phone: '+52 55 5555 0172',
      cost: 'price',
      price: 'Revisión: $150',
      ready: 'El teléfono, su INE y la factura.',
    }),
    entry('carrier', 'Red Águila (ejemplo)', {
      country: 'MX',
      phone: '+52 55 5555 0173',
      cost: 'free',
    }),
  ],
  hours: [
    { place: 'Norte Móvil Centro, mostrador', ...week, closes: '19:00' },
    { place: 'Taller Autorizado Roma (ejemplo)', ...week, opens: '10:00' },
  ],
}

export const hoshiDirectory: Directory = {
  entries: [
    entry('service_centre', 'Hoshi Repair Desk (example)', {
      country: 'JP',
      address: '1-2-3 Example-cho, Chiyoda, Tokyo',
      phone: '+81 3 5555 0172',
      cost: 'free',
    }),
  ],
}

function entry(kind: Entry['kind'], name: string, rest: Partial<Entry>): Entry {
  return { kind, name, country: 'LK', ...rest, ...checked }
}

function recently(): string {
  return Temporal.Now.plainDateISO().subtract({ days: 9 }).toString()
}
