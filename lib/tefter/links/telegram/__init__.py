"""What happens in Telegram chats: messages, answers, members, requests, week by week."""

from tefter.links.telegram.members import MemberCount, member_changes, members_by_week
from tefter.links.telegram.threads import threads
from tefter.links.telegram.weeks import telegram_weeks

__all__ = ["MemberCount", "member_changes", "members_by_week", "telegram_weeks", "threads"]
