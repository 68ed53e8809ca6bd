import type { Pack } from '#app/(borrower)/phones/[deviceId]/visit/own-pack.ts'
import { DeskQr } from '#components/desk/desk-qr.tsx'
import { Digits } from '#components/digits.tsx'
import { HelpLine } from '#components/page/page.tsx'
import { modelName } from '#components/phone/phone-name.ts'
import { type Fact, Facts } from '#components/ui/row.tsx'
import type { VisitLock } from '#lib/domain/lock/visit-locks.ts'
import { portalUrl } from '#lib/http/portal-url.ts'
import { formatDayForTheRecord, formatForTheRecord, isolated } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

type Props = { pack: Pack; lock: VisitLock }

/** What somebody at a counter needs: whose phone it is, that it is financed and by whom, and what is asked for. */
export async function PackSheet({ pack, lock }: Props) {
  const t = await getTranslations('visit')
  const phones = await getTranslations('phones')
  const { lender, purchase, stated, reference, reader } = pack
  const { name, imei, imei2, loanNumber, contractType, firstDueOn } = purchase
  const portal = portalUrl(lender.host)
  const facts = { lender: isolated(lender.name) }
  const rows: Fact[] = [
    [t('fact.name'), <bdi key="name">{name}</bdi>],
    [t('fact.phone'), <bdi key="phone">{modelName(purchase)}</bdi>],
    imei !== null && [t('fact.imei'), <Digits key="imei">{imei}</Digits>],
    imei2 !== null && [t('fact.imei2'), <Digits key="imei2">{imei2}</Digits>],
    [t('fact.lender'), <bdi key="lender">{lender.name}</bdi>],
    [
      t('fact.contract'),
      <span key="contract">
        <Digits>{loanNumber}</Digits> ({phones(`contract.type.${contractType}`)})
      </span>,
    ],
    [t('fact.since'), formatDayForTheRecord(firstDueOn, reader)],
    [t('fact.paid'), t(stated.isPaidOff ? 'paid_off' : 'not_paid_off')],
    reference !== undefined && [t('fact.case'), <Digits key="case">{reference}</Digits>],
    [t('fact.made'), formatForTheRecord(Temporal.Instant.from(stated.madeAt), reader)],
  ]
  return (
    <>
      <h2>{t('sheet_title', facts)}</h2>
      <p className="text-lead font-semibold">{t(`lock.${lock}`)}</p>
      <Facts rows={rows} />
      <h3 className="font-semibold">{t('ask_title')}</h3>
      <ul className="flex list-disc flex-col gap-1 ps-5">
        <li>{t(`ask.${lock}`)}</li>
        <li>{t('ask_all.papers')}</li>
        <li>{t('ask_all.lender', facts)}</li>
      </ul>
      <h3 className="font-semibold">{t('bring_title')}</h3>
      <p>{t('bring')}</p>
      <div className="flex flex-wrap items-center gap-4">
        <div className="w-28 shrink-0">
          <DeskQr text={`${portal}/check/${stated.code}`} label={t('qr')} />
        </div>
        <div className="min-w-0 flex-1 basis-56">
          <h3 className="font-semibold">{t('check_title')}</h3>
          <p>
            {t.rich('check', {
              address: () => (
                <bdi dir="ltr" className="font-semibold break-all">
                  {`${new URL(portal).host}/before-you-buy`}
                </bdi>
              ),
              code: () => <Digits isLong>{stated.code.replace(/(.{4})(?=.)/g, '$1 ')}</Digits>,
            })}
          </p>
        </div>
      </div>
      <HelpLine lender={lender} />
    </>
  )
}
