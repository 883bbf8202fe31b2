"""The tables: columns and constraints, nothing else. Reads stand in `queries`, writes in `actions`."""

from linxuan_site.models.administration import AdministrationRecord, HolidayDay
from linxuan_site.models.applications import (
    AnswerChange,
    Application,
    Attachment,
    NumberSeries,
    Place,
    Placement,
    Step,
    Submission,
)
from linxuan_site.models.arrivals import Arrival, ArrivedPaper
from linxuan_site.models.calls import (
    DocumentNumber,
    EarlierDay,
    IssuedLayout,
    IssuedPaper,
    Publicity,
    PublicityEntry,
    PublishedCall,
)
from linxuan_site.models.counts import ApplicationCount, CountingGrade, FilingCount, RegisterCount
from linxuan_site.models.delegations import Delegation
from linxuan_site.models.erasures import Erasure
from linxuan_site.models.exports import Export
from linxuan_site.models.extensions import Extension
from linxuan_site.models.inspections import FileInspection, OriginalTaken
from linxuan_site.models.list_imports import ListImport, ListUpload
from linxuan_site.models.lists import BulkAct, BulkRow, SavedList
from linxuan_site.models.membership import ContactPerson, Invitation, PersonChange
from linxuan_site.models.messages import Delivery, Message, MessageWishes
from linxuan_site.models.objections import Objection, ObjectionFile, ObjectionStep
from linxuan_site.models.packages import UploadedPackage
from linxuan_site.models.paper_keys import PaperKey
from linxuan_site.models.people import Account, Office, Organisation
from linxuan_site.models.reads import PersonalRead
from linxuan_site.models.register import (
    Designation,
    GradeRecord,
    RegisterEvent,
    RegisterLine,
    RegisterNamePart,
    StatusRecord,
)
from linxuan_site.models.reminders import Reminder
from linxuan_site.models.reviewing import ConditionJudgement, CreditCheck, Help, Remark, RemarkDraft
from linxuan_site.models.revocation import (
    Ban,
    RectifyDone,
    RectifyOrder,
    RevocationCase,
    RevocationFile,
    RevocationStep,
)
from linxuan_site.models.rounds import FilingAddition, FilingList, GradeStep, NoGrade, TieDecision
from linxuan_site.models.scans import ScanDecision, ScanExamination
from linxuan_site.models.screenings import Screening
from linxuan_site.models.signing_in import CachedValue, Session, SignInRecord
from linxuan_site.models.thread import ThreadEntry, ThreadFile, ThreadRead
from linxuan_site.models.timed import TimedJob
from linxuan_site.models.tokens import ApiToken
from linxuan_site.models.webhooks import Webhook, WebhookDelivery

__all__ = [
    "Account",
    "AdministrationRecord",
    "AnswerChange",
    "ApiToken",
    "Application",
    "ApplicationCount",
    "Arrival",
    "ArrivedPaper",
    "Attachment",
    "Ban",
    "BulkAct",
    "BulkRow",
    "CachedValue",
    "ConditionJudgement",
    "ContactPerson",
    "CountingGrade",
    "CreditCheck",
    "Delegation",
    "Delivery",
    "Designation",
    "DocumentNumber",
    "EarlierDay",
    "Erasure",
    "Export",
    "Extension",
    "FileInspection",
    "FilingAddition",
    "FilingCount",
    "FilingList",
    "GradeRecord",
    "GradeStep",
    "Help",
    "HolidayDay",
    "Invitation",
    "IssuedLayout",
    "IssuedPaper",
    "ListImport",
    "ListUpload",
    "Message",
    "MessageWishes",
    "NoGrade",
    "NumberSeries",
    "Objection",
    "ObjectionFile",
    "ObjectionStep",
    "Office",
    "Organisation",
    "OriginalTaken",
    "PaperKey",
    "PersonChange",
    "PersonalRead",
    "Place",
    "Placement",
    "Publicity",
    "PublicityEntry",
    "PublishedCall",
    "RectifyDone",
    "RectifyOrder",
    "RegisterCount",
    "RegisterEvent",
    "RegisterLine",
    "RegisterNamePart",
    "Remark",
    "RemarkDraft",
    "Reminder",
    "RevocationCase",
    "RevocationFile",
    "RevocationStep",
    "SavedList",
    "ScanDecision",
    "ScanExamination",
    "Screening",
    "Session",
    "SignInRecord",
    "StatusRecord",
    "Step",
    "Submission",
    "ThreadEntry",
    "ThreadFile",
    "ThreadRead",
    "TieDecision",
    "TimedJob",
    "UploadedPackage",
    "Webhook",
    "WebhookDelivery",
]
