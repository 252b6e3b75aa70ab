//! Social services: outreach, rehabilitation, insurance, contributions of the community.
