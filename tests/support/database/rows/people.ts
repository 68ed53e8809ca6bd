import { faraway, past, type RightRow } from './row.ts'

export const peopleRows = {
  staff: (_, fresh) => ({ email: `${fresh}@staff.example`, name: 'Stands By', role: 'admin' }),
  staff_invitations: (of, _, digits) => ({
    staff_id: of.staff,
    token_hash: `\\x${digits}`,
    created_by: 'staff:by',
    expires_at: faraway,
  }),
  staff_sessions: (of, _, digits) => ({
    secret_hash: `\\x${digits}`,
    staff_id: of.staff,
    seen_at: past,
    expires_at: faraway,
  }),
  challenges: (of) => ({
    borrower_id: of.borrowers,
    method: 'email',
    identifier_hash: '\\x00',
    code_hash: '\\x00',
    created_at: faraway,
    expires_at: faraway,
  }),
  recovery_codes: (of, _, digits) => ({ borrower_id: of.borrowers, code_hash: `\\x${digits}` }),
  sessions: (of, _, digits) => ({
    secret_hash: `\\x${digits}`,
    borrower_id: of.borrowers,
    seen_at: past,
    expires_at: faraway,
  }),
  sign_in_links: (of, _, digits) => ({
    borrower_id: of.borrowers,
    token_hash: `\\x${digits}`,
    made_by: of.staff,
    identity_note: 'seen',
    expires_at: faraway,
  }),
  sign_in_failures: (_, fresh) => ({
    subject: 'borrower',
    subject_id: fresh,
    failures: 1,
    last_at: faraway,
  }),
  rate_limits: (_, fresh) => ({ key: fresh, points: 1 }),
  notices: (of, fresh) => ({
    kind: 'receipt',
    cause_id: fresh,
    channel: 'email',
    recipient: `${fresh}@by.example`,
    locale: 'en',
    detail: { loanId: of.loans },
    next_attempt_at: faraway,
  }),
  api_keys: (_, __, digits) => ({ name: 'by', key_hash: `\\x${digits}`, created_by: 'staff:by' }),
  webhook_endpoints: (_, fresh) => ({
    url: `https://${fresh}.example`,
    secret_encrypted: '\\x00',
    created_by: 'staff:by',
    removed_at: null,
  }),
  webhook_deliveries: (of, fresh) => ({
    endpoint_id: of.webhook_endpoints,
    type: 'hold.placed',
    cause_id: fresh,
    payload: {},
    next_attempt_at: faraway,
  }),
} satisfies Record<string, RightRow>
