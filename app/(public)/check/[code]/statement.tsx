import { VerdictBar } from '#app/(public)/verdict-bar.tsx'
import { Amount } from '#components/amount.tsx'
import { DeskQr } from '#components/desk/desk-qr.tsx'
import { Digits } from '#components/digits.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { LinkButton, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { type Fact, Facts } from '#components/ui/row.tsx'
import { portalUrl } from '#lib/http/portal-url.ts'
import {
  formatDay,
  formatDayAndTime,
  formatDayForTheRecord,
  isolated,
  type Reader,
} from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { ShownStatement } from '#lib/statements/queries.ts'

type Props = {
  statement: ShownStatement
  lender: { name: string; host: string }
  reader: Reader
}

export async function Statement({ statement, lender, reader }: Props) {
  const t = await getTranslations('statements')
  const { stated, validity, linkCode } = statement
  const facts = { lender: isolated(lender.name) }
  const isValid = validity === 'valid'
  const at = (text: string) => formatDayAndTime(Temporal.Instant.from(text), reader)
  const rows: Fact[] = [
    [t('fact.phone'), <bdi key="phone">{modelName(stated)}</bdi>],
    stated.imeiEnds.length > 0 && [
      t('fact.imei'),
      stated.imeiEnds.map((ends) => <Digits key={ends}>{ends} </Digits>),
    ],
    stated.kind === 'free' && [t('fact.since'), at(stated.since)],
    stated.kind === 'owed' && [
      t('fact.amount'),
      <Amount
        key="amount"
        amountMinor={BigInt(stated.amountMinor)}
        currency={stated.currency}
        locale={reader.locale}
      />,
    ],
    stated.kind === 'owed' && [
      t('fact.until'),
      formatDay(Temporal.PlainDate.from(stated.until), reader, 'long'),
    ],
    stated.kind === 'financed' && [
      t('fact.first_due'),
      formatDayForTheRecord(Temporal.PlainDate.from(stated.firstDueOn), reader),
    ],
    stated.kind === 'financed' && [
      t('fact.paid_off'),
      t(stated.isPaidOff ? 'fact.yes' : 'fact.no'),
    ],
    [t('fact.made'), at(stated.madeAt)],
    [t('fact.code'), <Digits key="code">{stated.code.replace(/(.{4})(?=.)/g, '$1 ')}</Digits>],
  ]
  return (
    <>
      <Card>
        <VerdictBar
          tone={isValid ? (stated.kind === 'free' ? 'good' : 'note') : 'wait'}
          title={t(isValid ? 'check.confirms' : 'check.do_not_rely', facts)}
        >
          {isValid ? t(`says.${stated.kind}.text`) : t(`validity.${validity}.text`)}
        </VerdictBar>
        <Facts rows={rows} />
        <p className="text-small text-soft">{t('check.compare')}</p>
        {isValid && stated.kind === 'owed' && !linkCode && <p>{t('check.no_link', facts)}</p>}
        {linkCode && <LinkButton href={`/p/${linkCode}`}>{t('check.pay')}</LinkButton>}
      </Card>
      {isValid && (
        <Card>
          <h2>{t('check.real_title')}</h2>
          <p>{t('check.real', { host: isolated(new URL(portalUrl(lender.host)).host) })}</p>
          <DeskQr text={`${portalUrl(lender.host)}/check/${stated.code}`} label={t('check.qr')} />
          <details className="print:hidden">
            <summary className="min-h-11 cursor-pointer py-2 font-semibold">
              {t('check.signed_title')}
            </summary>
            <p className="text-small text-soft">{t('check.signed')}</p>
            <p dir="ltr" className="mt-2 font-mono text-small break-all select-all">
              {statement.says}
            </p>
            <p dir="ltr" className="mt-2 font-mono text-small break-all select-all">
              {statement.signature}
            </p>
            <TextLink href="/api/statement-keys" className="inline-flex min-h-11 items-center">
              {t('check.keys', { key: isolated(statement.keyName) })}
            </TextLink>
          </details>
        </Card>
      )}
    </>
  )
}
