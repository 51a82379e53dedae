# What scripts import first: time of start and of ten modules.
import argparse
import collections
import dataclasses
import datetime
import json
import logging
import pathlib
import re
import typing
import unittest

print(all([argparse, collections, dataclasses, datetime, json, logging, pathlib, re, typing, unittest]))
