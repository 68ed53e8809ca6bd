import { countedAccount, openChallenge } from '#lib/accounts/challenge.ts'
import { countTry } from '#lib/accounts/count-try.ts'
import type { Identifier } from '#lib/accounts/identifier.ts'
import { isGoodLink } from '#lib/accounts/sign-in-link.ts'
import { startChallenge } from '#lib/accounts/start-challenge.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { encrypt } from '#lib/encrypt.ts'
import { connectionOf } from '#lib/gateways/mdm/connections.ts'
import { outagesOf } from '#lib/holds/outages.ts'
import { apiKeysOf } from '#lib/integrations/api-keys.ts'
import { phoneByImei } from '#lib/integrations/asked-phone.ts'
import { conflictsOf } from '#lib/integrations/conflicts.ts'
import { connectLockService, lockServicesOf } from '#lib/integrations/connect-lock-service.ts'
import { changeEndpointSecret } from '#lib/integrations/endpoint-secret.ts'
import { addEndpoint, endpointsOf } from '#lib/integrations/endpoints.ts'
import { queueWebhook } from '#lib/integrations/queue-webhook.ts'
import { appSecretOf, staffByEmail, takeCode, totpPurpose } from '#lib/staff/sign-in.ts'
import { invitationOf } from '#lib/staff/take-up-invitation.ts'
import { newTotpSecret, totpCode, totpStep } from '#lib/staff/totp.ts'
import { devicesNamed } from '#lib/unlocks/devices-named.ts'
import { bySecret, hex } from '#tests/db/by-secret.ts'
import type { Row } from '#tests/support/database/right-rows.ts'
import { now, ofLender, past, type Reads, unlessMissing } from './read.ts'

const link = bySecret('token_hash', 'sign-in-link')
const invitation = bySecret('token_hash', 'staff-invitation')
const totp = newTotpSecret()
const provider = ({ provider: name }: Row) => name
const lockSecret = () => hex(encrypt(crypto.randomUUID(), 'mdm-secret'))
const encrypted = () => ({ secret_encrypted: hex(encrypt('secret', 'webhook-secret')) })

/** By what somebody or something comes in, and is told. */
export const doors: Reads = {
  openChallenge: ofLender('challenges', (db, { challenges: id, lenders: lenderId }) =>
    openChallenge(db, { id, lenderId, now }),
  ),
  countedAccount: ofLender(
    'challenges',
    async (db, { challenges: id, lenders: lenderId }) =>
      (await countedAccount(db, { id, lenderId })).account,
    { shows: ({ borrower_id }) => borrower_id },
  ),
  'startChallenge by number': ofLender(
    'loans',
    (tx, { lenders }, { loan_number }) => whose(tx, lenders, { loanNumber: `${loan_number}` }),
    { shows: ({ borrower_id }) => borrower_id },
  ),
  'startChallenge by e-mail': ofLender('borrowers', (tx, { lenders }, { email }) =>
    whose(tx, lenders, { email: `${email}` }),
  ),
  'startChallenge by phone': ofLender('borrowers', (tx, { lenders }, { phone }) =>
    whose(tx, lenders, { phones: [`${phone}`] }),
  ),
  'startChallenge by nominated phone': ofLender(
    'borrowers',
    (tx, { lenders }, { nominated_phone }) =>
      whose(tx, lenders, { phones: [`${nominated_phone}`] }),
  ),
  'startChallenge by IMEI': ofLender(
    'devices',
    (tx, { lenders }, { imei }) => whose(tx, lenders, { imei: `${imei}` }),
    { shows: ({ borrower_id }) => borrower_id },
  ),
  'startChallenge by second IMEI': ofLender(
    'devices',
    (tx, { lenders }, { imei2 }) => whose(tx, lenders, { imei: `${imei2}` }),
    { shows: ({ borrower_id }) => borrower_id },
  ),
  'countTry of one used': ofLender(
    'challenges',
    async (tx, { challenges: challengeId, lenders: lenderId }) => {
      const counted = await countTry(tx, { challengeId, lenderId, now })
      return 'refusal' in counted && counted.refusal === 'used' ? challengeId : undefined
    },
    { takes: { challenges: { used_at: past } } },
  ),
  isGoodLink: ofLender(
    'sign_in_links',
    async (db, { lenders: lenderId, sign_in_links }, row) =>
      (await isGoodLink(db, { lenderId, token: link.of(row), now })) && sign_in_links,
    { takes: { sign_in_links: link.make } },
  ),
  staffByEmail: ofLender('staff', (db, { lenders }, { email }) =>
    staffByEmail(db, lenders, `${email}`),
  ),
  appSecretOf: ofLender(
    'staff',
    async (db, { lenders: lenderId, staff: staffId }) =>
      (await appSecretOf(db, { lenderId, staffId })) && staffId,
    { takes: { staff: () => ({ totp_secret_encrypted: hex(encrypt(totp, totpPurpose)) }) } },
  ),
  takeCode: ofLender(
    'staff',
    async (tx, { lenders: lenderId, staff: staffId }) =>
      (await takeCode(tx, { lenderId, staffId, code: totpCode(totp, totpStep(now)), now })) &&
      staffId,
    { takes: { staff: () => ({ totp_secret_encrypted: hex(encrypt(totp, totpPurpose)) }) } },
  ),
  invitationOf: ofLender(
    'staff_invitations',
    (db, { lenders: lenderId }, row) =>
      invitationOf(db, { lenderId, token: invitation.of(row), now }),
    { takes: { staff_invitations: invitation.make } },
  ),
  connectionOf: ofLender(
    'mdm_connections',
    (db, { lenders }, row) => connectionOf(db, lenders, `${provider(row)}`),
    {
      takes: { mdm_connections: () => ({ base_url: `https://${crypto.randomUUID()}.example` }) },
      shows: ({ base_url }) => base_url,
    },
  ),
  outagesOf: ofLender('mdm_connections', (db, { lenders }) => outagesOf(db, lenders), {
    shows: provider,
  }),
  lockServicesOf: ofLender('mdm_connections', (db, { lenders }) => lockServicesOf(db, lenders), {
    shows: provider,
  }),
  apiKeysOf: ofLender('api_keys', (db, { lenders }) => apiKeysOf(db, lenders)),
  phoneByImei: ofLender(
    'devices',
    (db, { lenders }, { imei }) => phoneByImei(db, lenders, `${imei}`),
    { shows: ({ imei }) => imei },
  ),
  conflictsOf: ofLender(
    'devices',
    (db, { lenders }) =>
      conflictsOf(db, lenders, { now, after: undefined, most: 100, reach: 10_000 }),
    { takes: { devices: { lock_state: 'locked' } } },
  ),
  changeEndpointSecret: ofLender(
    'webhook_endpoints',
    async (tx, { lenders: lenderId, webhook_endpoints: endpointId }) =>
      unlessMissing(
        await changeEndpointSecret(tx, { lenderId, endpointId, by: 'staff:by', now }),
        endpointId,
      ),
    { takes: { webhook_endpoints: encrypted } },
  ),
  endpointsOf: ofLender('webhook_endpoints', (db, { lenders }) => endpointsOf(db, lenders)),
  addEndpoint: ofLender(
    'webhook_endpoints',
    async (tx, { lenders: lenderId, webhook_endpoints }, { url }) => {
      const added = await addEndpoint(tx, { lenderId, url: `${url}`, by: 'staff:by' })
      return 'refusal' in added && added.refusal === 'there_already' && webhook_endpoints
    },
    { takes: { webhook_endpoints: () => ({ url: `https://${crypto.randomUUID()}.example/` }) } },
  ),
  connectLockService: ofLender(
    'mdm_connections',
    async (tx, { lenders: lenderId }, row) => {
      const connected = await connectLockService(tx, {
        lenderId,
        provider: `${provider(row)}`,
        baseUrl: 'https://by.example',
        by: 'by',
        now,
        secret: 'a third secret of the service',
      })
      return 'refusal' in connected && provider(row)
    },
    {
      takes: {
        mdm_connections: () => ({
          secret_encrypted: lockSecret(),
          former_secret_encrypted: lockSecret(),
        }),
      },
      shows: provider,
    },
  ),
  queueWebhook: ofLender('webhook_endpoints', async (tx, { lenders: lenderId }) => {
    const causeId = crypto.randomUUID()
    await queueWebhook(tx, { lenderId, type: 'hold.ended', causeId, payload: {} })
    return tx
      .selectFrom('webhookDeliveries')
      .select('endpointId')
      .where('causeId', '=', causeId)
      .execute()
  }),
  devicesNamed: ofLender(
    'devices',
    (tx, { lenders: lenderId }, { provider: name, provider_device_id }) =>
      devicesNamed(tx, {
        lenderId,
        provider: `${name}`,
        providerDeviceIds: [`${provider_device_id}`],
      }),
  ),
}

/** Whose sign-in begins with what was typed. */
async function whose(tx: Tx, lenderId: string, typed: Partial<Identifier>) {
  const none = { loanNumber: null, email: null, phones: [], imei: null, hash: Buffer.alloc(1) }
  const id = await startChallenge(tx, { lenderId, identifier: { ...none, ...typed }, now })
  return tx.selectFrom('challenges').select('borrowerId').where('id', '=', id).execute()
}
